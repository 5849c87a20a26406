/*
 * xml/reasons.c – the table of libxml2's error codes with our status, rule and message.
 */
#include "xml/reasons.h"

#include <libxml/xmlerror.h>

#define SYNTAX EDU_ESYNTAX, "xml/syntax"
#define ENTITY EDU_ESYNTAX, "xml/entity", "only the entities lt, gt, amp, apos and quot are accepted"
#define ENCODING "xml/encoding"

static const edu_xml_reason reasons[] = {
	{ XML_ERR_DOCUMENT_EMPTY, SYNTAX, "an element was expected here" },
	{ XML_ERR_DOCUMENT_END, SYNTAX, "the document ends within an element or before there is one" },
	{ XML_ERR_INVALID_HEX_CHARREF, SYNTAX, "a character reference is not closed or not hexadecimal" },
	{ XML_ERR_INVALID_DEC_CHARREF, SYNTAX, "a character reference is not closed or not decimal" },
	{ XML_ERR_INVALID_CHARREF, SYNTAX, "a character reference names no character of XML" },
	{ XML_ERR_INVALID_CHAR, SYNTAX, "a character that XML does not allow" },
	{ XML_ERR_ENTITYREF_NO_NAME, SYNTAX, "an ampersand stands alone; write &amp;" },
	{ XML_ERR_ENTITYREF_SEMICOL_MISSING, SYNTAX, "an entity reference is not closed" },
	{ XML_ERR_UNDECLARED_ENTITY, ENTITY },
	{ XML_ERR_UNPARSED_ENTITY, ENTITY },
	{ XML_ERR_ENTITY_IS_EXTERNAL, ENTITY },
	{ XML_ERR_ENTITY_LOOP, ENTITY },
	{ XML_ERR_UNKNOWN_ENCODING, EDU_EUNSUPPORTED, ENCODING, "the encoding is not known" },
	{ XML_ERR_UNSUPPORTED_ENCODING, EDU_EUNSUPPORTED, ENCODING, "the encoding is not read; use UTF-8" },
	{ XML_ERR_STRING_NOT_STARTED, SYNTAX, "a value in quotes was expected" },
	{ XML_ERR_STRING_NOT_CLOSED, SYNTAX, "a quote is not closed" },
	{ XML_ERR_LT_IN_ATTRIBUTE, SYNTAX, "an attribute's value contains <, which is to be written &lt;" },
	{ XML_ERR_ATTRIBUTE_NOT_STARTED, SYNTAX, "an attribute's value is to stand in quotes" },
	{ XML_ERR_ATTRIBUTE_NOT_FINISHED, SYNTAX, "an attribute's value is not closed" },
	{ XML_ERR_ATTRIBUTE_WITHOUT_VALUE, SYNTAX, "an attribute has no value" },
	{ XML_ERR_ATTRIBUTE_REDEFINED, SYNTAX, "an element has the same attribute twice" },
	{ XML_ERR_COMMENT_NOT_FINISHED, SYNTAX, "a comment is not closed" },
	{ XML_ERR_PI_NOT_STARTED, SYNTAX, "a processing instruction has no target" },
	{ XML_ERR_PI_NOT_FINISHED, SYNTAX, "a processing instruction is not closed" },
	{ XML_ERR_XMLDECL_NOT_STARTED, SYNTAX, "the XML declaration is malformed" },
	{ XML_ERR_XMLDECL_NOT_FINISHED, SYNTAX, "the XML declaration is not closed" },
	{ XML_ERR_MISPLACED_CDATA_END, SYNTAX, "]]> stands in text; write ]]&gt;" },
	{ XML_ERR_CDATA_NOT_FINISHED, SYNTAX, "a CDATA section is not closed" },
	{ XML_ERR_RESERVED_XML_NAME, SYNTAX, "the XML declaration may only stand at the very beginning" },
	{ XML_ERR_SPACE_REQUIRED, SYNTAX, "a blank is missing" },
	{ XML_ERR_NAME_REQUIRED, SYNTAX, "a name was expected" },
	{ XML_ERR_GT_REQUIRED, SYNTAX, "a tag is not closed" },
	{ XML_ERR_LTSLASH_REQUIRED, SYNTAX, "an end tag was expected" },
	{ XML_ERR_EQUAL_REQUIRED, SYNTAX, "an equals sign was expected" },
	{ XML_ERR_TAG_NAME_MISMATCH, SYNTAX, "an end tag does not fit the element that is open" },
	{ XML_ERR_TAG_NOT_FINISHED, SYNTAX, "an element is not closed" },
	{ XML_ERR_STANDALONE_VALUE, SYNTAX, "standalone is neither yes nor no" },
	{ XML_ERR_ENCODING_NAME, EDU_ESYNTAX, ENCODING, "the name of the encoding is malformed" },
	{ XML_ERR_HYPHEN_IN_COMMENT, SYNTAX, "a comment contains --" },
	{ XML_ERR_INVALID_ENCODING, EDU_ESYNTAX, ENCODING, "bytes that are no character of the encoding" },
	{ XML_ERR_VERSION_MISSING, SYNTAX, "the XML declaration has no version" },
	{ XML_ERR_UNKNOWN_VERSION, EDU_EUNSUPPORTED, "xml/version", "this version of XML is not read; use 1.0" },
	{ XML_ERR_NAME_TOO_LONG, EDU_ELIMIT, "xml/size", "a name is too long" },
	{ XML_NS_ERR_XML_NAMESPACE, SYNTAX, "the prefix xml or xmlns, or its namespace, is declared otherwise" },
	{ XML_NS_ERR_UNDEFINED_NAMESPACE, SYNTAX, "a prefix has no declared namespace" },
	{ XML_NS_ERR_QNAME, SYNTAX, "a name has its colon in the wrong place" },
	{ XML_NS_ERR_COLON, SYNTAX, "a name has its colon in the wrong place" },
	{ XML_NS_ERR_ATTRIBUTE_REDEFINED, SYNTAX, "an element has the same attribute twice, under two prefixes" },
	{ XML_NS_ERR_EMPTY, SYNTAX, "a prefix is declared for no namespace" },
};

static const edu_xml_reason other = { 0, SYNTAX, "not well-formed XML" };

const edu_xml_reason *edu_xml_reason_of(int code)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].code == code) return &reasons[i];
	return &other;
}

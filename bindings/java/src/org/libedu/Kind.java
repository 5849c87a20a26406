package org.libedu;

/** What a node of a document's tree is. */
public enum Kind {
	/** No node. */
	NONE,
	/** A JSON object, or a node of the core model. */
	OBJECT,
	/** A JSON array, or the values of a repeated property of the core model. */
	ARRAY,
	/** A text. */
	STRING,
	/** A number, as written. */
	NUMBER,
	/** The JSON value true. */
	TRUE,
	/** The JSON value false. */
	FALSE,
	/** The JSON value null. */
	NULL,
	/** An XML element. */
	ELEMENT,
	/** An XML attribute. */
	ATTRIBUTE,
	/** An XML namespace declaration. */
	NAMESPACE,
	/** A piece of text beside child elements. */
	TEXT,
	/** A CDATA section. */
	CDATA,
	/** An XML comment. */
	COMMENT,
	/** An XML processing instruction. */
	INSTRUCTION,
	/** In the core model: another place of a node that stands elsewhere. */
	LINK;

	private static final Kind[] ALL = values();

	static Kind of(int number) {
		return ALL[number];
	}
}

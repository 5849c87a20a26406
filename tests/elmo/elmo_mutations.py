"""Seeded changes of transcripts: the kinds of faults that producers make, and lexical forms at the edge of a type."""
import copy

from lxml import etree

NS = "https://github.com/emrex-eu/elmo-schemas/tree/v1"
V2 = "https://github.com/emrex-eu/elmo-schemas/tree/v2"
DS = "http://www.w3.org/2000/09/xmldsig#"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"

DATES = ("2024-02-29", "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "02024-01-01", "12024-01-01", "-0044-03-15", "-2024-01-01",
         "2024-01-01Z", "2024-01-01+14:00", "2024-01-01+14:01", "2024-01-01-00:00", "2024-01-01+1:00", "2024-01-01T00:00:00",
         "2024-01-01T24:00:00Z", "2024-01-01T24:00:01Z", "2024-01-01T23:59:60Z", "2024-01-01T10:11:12.5", "2024-01-01T10:11:12.",
         "2024-01-01 10:11:12", "2024-01-01T10:11", "2024-01-01T10:11:12+0100", "1.1.2024", "", "2024", "2024-01", "1900-02-29",
         "2000-02-29", "2024-01-32", "2024-04-31", "24-01-01", "2024-01-01T10:11:12z", "+2024-01-01")
BLANKS = (" {}", "{} ", "\n{}\t", "  {}  ")
DECIMALS = ("7.5", "7,5", "+7.5", "-7.5", ".5", "5.", ".", "", "1e3", "1E3", "INF", "NaN", "0", "00.10", "7 5", "--1", "+-1", "0x10",
            "12345678901234567890.123456789", "1_000", "٣")
INTEGERS = ("0", "1", "2", "3", "9", "01", "+1", "-1", "-0", "1.0", "", "10", "+09", "000")
TEXTS = ("", " ", "x", "ECTS", "passed", "Passed", " passed ", "failed", "in-progress", "in progress", "Course", "course", " Course\n",
         "Degree  Programme", "Degree Programme", "Work Placement", "Diploma", "Micro Credential", "EMREX transcript", "Other",
         "Transcript of Records", "Bachelor", "-", "SE", "se", " SE", "XK", "UK", "SWE", "Positive", "Partially Positive", "<b>x</b>",
         "a\u00a0b", "é", "1.2", "1.2.3.", "...", "1a", "٣")
LANGUAGES = ("en", "EN", "sv-SE", "en_GB", "", " en ", "zh-Hans-CN", "x", "abcdefghi", "en-", "de-1996", "1en")
NAMES = ("learner", "report", "issuer", "identifier", "title", "type", "date", "start", "status", "credit", "scheme", "value", "level",
         "attachment", "content", "description", "extension", "hasPart", "specifies", "groups", "gradingScheme", "bday", "dateOfBirth",
         "alternativeName", "resultOfRecognition", "gradingSchemeExternalId", "grouping", "issueDate", "url", "unknown", "gender",
         "diplomaSupplement", "section", "introduction", "addressLine", "streetName", "country", "descriptionHtml", "resultLabel")
ATTRIBUTES = ("type", "localId", "id", "number", "label", "count", "typeref", "idref", "sortingKey", "version", "unknown",
              f"{{{XML}}}lang", f"{{{XML}}}space", "{urn:x}type")


def elements(root, foreign=False):
    """Every element but what is in a signature, or in an extension."""
    out, waiting = [], [root]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        space = etree.QName(element).namespace
        if not foreign and (space == DS or not space):
            continue
        out.append(element)
        waiting += reversed(element)
    return out


def own(name, like):
    space = etree.QName(like).namespace
    return f"{{{space}}}{name}" if space else name


def pick(rng, root, wanted=lambda e: True):
    found = [e for e in elements(root) if e is not root and wanted(e)]
    return rng.choice(found) if found else None


def leaf(element):
    return not len(element)


def remove(rng, root):
    element = pick(rng, root)
    if element is not None:
        element.getparent().remove(element)


def double(rng, root):
    element = pick(rng, root)
    if element is not None:
        element.addnext(copy.deepcopy(element))


def move_up(rng, root):
    """One place forwards or backwards among its siblings."""
    element = pick(rng, root, lambda e: e.getprevious() is not None)
    if element is not None:
        element.getprevious().addprevious(element)


def move_away(rng, root):
    element, target = pick(rng, root, leaf), pick(rng, root)
    if element is not None and target is not None and element is not target:
        target.append(element)


def rename(rng, root):
    element = pick(rng, root)
    if element is not None:
        element.tag = own(rng.choice(NAMES), element)


def insert(rng, root):
    element = pick(rng, root)
    if element is not None:
        made = etree.Element(own(rng.choice(NAMES), element))
        made.text = rng.choice(("", "x", "2024-01-01", "1"))
        element.insert(rng.randrange(len(element) + 1), made)


def change_text(rng, root):
    element = pick(rng, root, leaf)
    if element is not None:
        element.text = rng.choice(TEXTS)


def values_for(element):
    name = etree.QName(element).localname
    if "ate" in name or name in ("bday", "start", "end"):
        return DATES
    if name in ("gender", "count"):
        return INTEGERS
    return DECIMALS


def relex(rng, root):
    """Another lexical form of a date or a number."""
    names = ("date", "start", "end", "bday", "dateOfBirth", "issueDate", "generatedDate", "value", "engagementHours", "gender",
             "percentageLower", "percentageEqual", "percentageHigher", "decisionDate")
    element = pick(rng, root, lambda e: leaf(e) and etree.QName(e).localname in names)
    if element is not None:
        element.text = rng.choice(values_for(element))


def pad(rng, root):
    """White space around a value: collapsed in all types but strings."""
    element = pick(rng, root, lambda e: leaf(e) and e.text)
    if element is not None:
        element.text = rng.choice(BLANKS).format(element.text)


def add_attribute(rng, root):
    element = pick(rng, root)
    if element is not None:
        name = rng.choice(ATTRIBUTES)
        element.set(name, rng.choice(LANGUAGES) if name.endswith("lang") else rng.choice(("x", "", "1", "default", "4.3", "-1", "+1")))


def remove_attribute(rng, root):
    element = pick(rng, root, lambda e: len(e.attrib))
    if element is not None:
        del element.attrib[rng.choice(sorted(element.attrib))]


def change_attribute(rng, root):
    element = pick(rng, root, lambda e: len(e.attrib))
    if element is not None:
        name = rng.choice(sorted(element.attrib))
        element.set(name, rng.choice(LANGUAGES + INTEGERS + ("4.3", "x y", " 4.3 ", "a")))


def add_text(rng, root):
    element = pick(rng, root, lambda e: not leaf(e))
    if element is not None:
        element.text = rng.choice(("x", " \n ", "&"))


def add_markup(rng, root):
    element = pick(rng, root)
    if element is not None:
        element.insert(0, rng.choice((etree.Comment("c"), etree.ProcessingInstruction("p", "i"))))


def change_namespace(rng, root):
    element = pick(rng, root)
    if element is not None:
        element.tag = f"{{{rng.choice(('urn:x', V2, DS))}}}{etree.QName(element).localname}"


def add_extension(rng, root):
    element = pick(rng, root, lambda e: etree.QName(e).localname in (
        "elmo", "learningOpportunitySpecification", "specifies", "learningOpportunityInstance", "attachment", "extension"))
    if element is None:
        return
    if etree.QName(element).localname != "extension":
        element = etree.SubElement(element, own("extension", element))
    made = etree.SubElement(element, rng.choice(("{urn:x}a", "a", own("title", element), "{urn:y}b")))
    made.text = rng.choice((None, "x"))
    if rng.random() < 0.3:
        element.set(rng.choice(("a", f"{{{XML}}}lang", "{urn:x}a")), "en")
    if rng.random() < 0.2:
        made.set("{urn:x}kind", "1")


def add_instance_attribute(rng, root):
    element = pick(rng, root)
    if element is not None:
        element.set(f"{{{XSI}}}{rng.choice(('type', 'nil', 'schemaLocation'))}", rng.choice(("true", "false", "xs:string", "xs:token")))


CHANGES = {f.__name__: f for f in (remove, double, move_up, move_away, rename, insert, change_text, relex, pad, add_attribute, remove_attribute,
                                   change_attribute, add_text, add_markup, change_namespace, add_extension, add_instance_attribute)}


def changed(rng, data, sort=None):
    """(names of the changes, bytes): one or two changes of a document."""
    root = etree.fromstring(data)
    names = [sort or rng.choice(sorted(CHANGES)) for _ in range(rng.choice((1, 1, 1, 2)))]
    for name in names:
        CHANGES[name](rng, root)
    return "+".join(names), etree.tostring(root, xml_declaration=True, encoding="UTF-8")

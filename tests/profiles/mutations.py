"""Seeded changes of a credential, one of a sort at a time; what comes out need not make sense."""

import copy

from findings import LANGUAGE_MAPS

CLASSES = (
    "Person Organisation Agent Concept ConceptScheme Identifier LegalIdentifier Qualification Note Claim "
    "LearningAchievement LearningAchievementSpecification LearningAssessment LearningActivity WebResource "
    "Accreditation Location MediaObject LearningOutcome LearningOpportunity Specification Mailbox").split()
SCALARS = (
    "x", "", 5, 0, -1, 7.5, 1e3, True, None, [], {}, "2026-01-01", "2026-13-01T00:00:00Z",
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00+02:00", "2026-01-01T25:00:00Z", "2026-01-01 00:00:00Z", "P6M", "P26W", "PT", "yes",
    "12.50",
    "1E2", "101", "http://example.org/a", "HTTPS://example.org", "ftp://example.org", "a b", "elm:thing",
    "_:b1",
    {"@value": "x", "@language": "en"}, {"@value": 3},
    {"@value": "2026-01-01T00:00:00Z", "@type": "xsd:dateTime"},
    {"@value": "5", "@type": "http://www.w3.org/2001/XMLSchema#integer"}, {"id": "urn:x:nobody"}, ["x", "y"],
    {"type": "Concept"}, [["x"], "x"], {"en": "x"}, {"en": ["x", "y"]}, {"EN": "x", "en": "y"})
LANGUAGES = (
    {"EN": "x", "en": "x"}, {"EN": "x", "en": "y"}, {"@none": "x"}, {"": "x"}, {"en": ""}, {"en": None},
    {"und": "x"},
    {"en": ["a", "b"]}, {"en": ["a", "a"], "fr": "c"}, {"en_GB": "x"}, {"en": 5}, {"en": {"a": "b"}}, "x",
    ["x", "y"],
    [{"en": "x"}], {"@value": "x", "@language": "en"}, [{"@value": "x", "@language": "de"}],
    {"en-GB": "x", "en": "y"})
LEXICAL = (
    "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00:00.5Z", "2026-01-01T24:00:00Z",
    "2026-13-01T00:00:00Z", "2026-01-01T25:00:00Z", "2026-01-01T00:00:00+0200", "2026-01-01T00:00:00+15:00",
    "2026-02-30T00:00:00Z", "2026-01-01 00:00:00Z", " 2026-01-01T00:00:00Z", "-0044-03-15T00:00:00Z",
    "12026-01-01T00:00:00Z",
    "2026-01-01T00:00Z", "20260101T000000Z", "P1Y2M3DT4H5M6.5S", "-P1D", "P", "PT", "P26W", "P1.5Y", "P1S",
    "P1H",
    "1", "01", "+1", "-1", "0", "1.0", "1.", ".5", "1e2", "1E2", "INF", "true", "TRUE", "yes", "", " 1",
    "100", "101", "1_000", 1, 1.5, 5.0, 100, 101, -1, True, 1e2, 12345678901234567890123)
TYPED = (
    "issued validFrom validUntil expirationDate issuanceDate dateIssued dateOfBirth awardingDate startDate "
    "endDate maximumDuration volumeOfLearning workload duration value page count levelOfCompletion "
    "isPartialQualification contentSize percentageLower dateCreated expiryDate").split()
EXTRA = (
    ("elm:defaultLanguage", {"id": "urn:x:nobody"}), ("elm:limitAbstractProgramme", "x"), ("rdf:value", "5"),
    ("http://example.org/p", "x"), ("publisher", {"id": "urn:x:nobody"}),
    ("dateCreated", "2026-01-01T00:00:00Z"),
    ("dateModified", "2026-01-01T00:00:00Z"), ("descriptionHtml", "<b>x</b>"), ("latitude", "1"),
    ("areaDialingCode", "01"), ("nationalID", {"type": "LegalIdentifier"}), ("altLabel", {"en": "x"}),
    ("nonsense", 1),
    ("dc:title", {"en": "x"}), ("elm:status", "x"), ("status", "x"), ("notation", "x"), ("contentURL", "foo"),
    ("contentURL", "http://a b"), ("homepage", {"type": "WebResource", "contentURL": "mailto:x"}),
    ("isPartOf", {"type": "Concept"}), ("levelOfCompletion", 101), ("levelOfCompletion", "12"),
    ("levelOfCompletion", 50.5), ("issued", "2026-01-01T00:00:00Z"),
    ("proof", {"type": "Ed25519Signature2018"}),
    ("termsOfUse", {"type": "TermsOfUse"}),
    ("credentialStatus", {"id": "urn:x:s", "type": "CredentialStatus"}),
    ("holder", {"type": "Person"}), ("emailAddress", {"type": "Mailbox"}), ("percentageLower", 101))


def nodes_of(document):
    """All node objects, and (object, key) of every member that is no keyword."""
    nodes, members, stack = [], [], [(document, None, False)]
    while stack:
        at, key, direct = stack.pop()
        if isinstance(at, list):
            stack += [(entry, key, False) for entry in at]
        elif isinstance(at, dict) and "@value" not in at and not (direct and key in LANGUAGE_MAPS):
            nodes.append(at)
            for name, value in at.items():
                if name not in ("id", "type", "@context", "@id", "@type", "@graph"):
                    members.append((at, name))
                if name not in ("@context", "type", "id"):
                    stack.append((value, name, True))
    return nodes, members


def remove(document, random):
    node, key = random.choice(nodes_of(document)[1])
    del node[key]


def double(document, random):
    """A second value: another one, the same, or the same with another id."""
    node, key = random.choice(nodes_of(document)[1])
    other = copy.deepcopy(node[key])
    if isinstance(other, dict) and "id" in other and random.random() < 0.7:
        other["id"] = "urn:x:second"
    elif random.random() < 0.7:
        other = random.choice(SCALARS)
    node[key] = [node[key], copy.deepcopy(other)]


def replace(document, random):
    node, key = random.choice(nodes_of(document)[1])
    node[key] = copy.deepcopy(random.choice(SCALARS))


def relex(document, random):
    """A typed value in another form."""
    members = [(node, key) for node, key in nodes_of(document)[1] if key in TYPED]
    node, key = random.choice(members)
    if random.random() < 0.3:
        node, key = random.choice(nodes_of(document)[0]), random.choice(TYPED)
    node[key] = random.choice(LEXICAL)


def retype(document, random):
    node = random.choice(nodes_of(document)[0])
    how = random.randrange(5)
    old = node.get("type", [])
    old = old if isinstance(old, list) else [old]
    if how == 0:
        node.pop("type", None)
    elif how == 1:
        node["type"] = random.choice(CLASSES)
    elif how == 2:
        node["type"] = old + [random.choice(CLASSES)]
    elif how == 3:
        node["type"] = random.choice((
            "elm:Person", "Nonsense", "skos:Concept", "http://example.org/T", "title", []))
    else:
        node["type"] = random.sample(CLASSES, 2)


def relanguage(document, random):
    members = [(node, key) for node, key in nodes_of(document)[1] if key in LANGUAGE_MAPS]
    node, key = random.choice(members)
    node[key] = copy.deepcopy(random.choice(LANGUAGES))


def rescheme(document, random):
    schemes = [node for node, key in nodes_of(document)[1] if key == "inScheme"]
    node = random.choice(schemes or nodes_of(document)[0])
    node["inScheme"] = copy.deepcopy(random.choice((
        {"id": "urn:x:scheme", "type": "ConceptScheme"}, {"type": "ConceptScheme"}, {"id": "urn:x:scheme"},
        "urn:x:s",
        {"id": "http://publications.europa.eu/resource/authority/country"}, [], "relative", "text only",
        {"id": "http://data.europa.eu/snb/eqf/25831c2", "type": "ConceptScheme"},
        [node.get("inScheme", "urn:x:s"), {"id": "urn:x:scheme", "type": "ConceptScheme"}])))


def reidentify(document, random):
    nodes = nodes_of(document)[0]
    node = random.choice(nodes)
    how = random.randrange(6)
    if how == 0:
        node.pop("id", None)
    elif how == 1:
        node["id"] = random.choice((
            "relative", "a b", "_:b1", "urn:x:new", "elm:thing", "http://a b/", "", "x:y"))
    elif how == 2:
        node["@id"] = node.pop("id", "urn:x:new")
    else:
        node["id"] = random.choice(nodes).get("id", "urn:x:new")


def split(document, random):
    """Some members of a node move to another occurrence of it."""
    nodes = [node for node in nodes_of(document)[0]
             if "id" in node and len(node) > 2 and "@context" not in node]
    node = random.choice(nodes)
    other = {"id": node["id"]}
    for key in [key for key in node if key not in ("id", "@context")]:
        if random.random() < 0.5:
            other[key] = node.pop(key) if random.random() < 0.8 else copy.deepcopy(node[key])
    place, key = random.choice(nodes_of(document)[1])
    place[key] = [place[key], other]


def merge(document, random):
    """Two nodes of one type become one."""
    nodes = [node for node in nodes_of(document)[0] if "id" in node]
    node = random.choice(nodes)
    same = [other for other in nodes if other.get("type") == node.get("type")]
    node["id"] = random.choice(same)["id"]


def extend(document, random):
    key, value = random.choice(EXTRA)
    random.choice(nodes_of(document)[0])[key] = copy.deepcopy(value)


def move(document, random):
    """A member goes to a node where it does not belong."""
    nodes, members = nodes_of(document)
    node, key = random.choice(members)
    random.choice(nodes)[key] = copy.deepcopy(node[key])


ALL = (remove, double, replace, relex, retype, relanguage, rescheme, reidentify, split, merge, extend, move)


def mutate(document, random, sort=None):
    """The name of the change, and a changed copy."""
    change = random.choice([change for change in ALL if sort in (None, change.__name__)])
    out = copy.deepcopy(document)
    change(out, random)
    return change.__name__, out

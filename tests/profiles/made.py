"""A credential that conforms to edc-generic-full, as Python objects; everything in it is invented."""

AUTHORITY = "http://publications.europa.eu/resource/authority/"
SNB = "http://data.europa.eu/snb/"
W3C = "https://www.w3.org/2018/credentials/v1"
EDC = SNB + "model/context/edc-ap"


def concept(scheme, code, base=AUTHORITY):
    """A concept with its scheme; those of SNB have a version in the scheme's name."""
    of = base + scheme if base == AUTHORITY else f"{base}{scheme}/25831c2"
    return {"id": f"{base}{scheme}/{code}", "type": "Concept", "inScheme": {"id": of, "type": "ConceptScheme"}}


def node(kind, number, cls, **members):
    return {"id": f"urn:epass:{kind}:{number}", "type": cls, **members}


def organisation(number=1, name="Example University"):
    return node("org", number, "Organisation", legalName={"en": name},
                eIDASIdentifier=node("legalIdentifier", number, "LegalIdentifier", notation="SE-0000",
                                     spatial=concept("country", "SWE")),
                location=node("location", number, "Location",
                              address=node("address", number, "Address", countryCode=concept("country", "SWE"))))


def award():
    return node("awardingProcess", 1, "AwardingProcess", awardingBody=organisation())


def achievement(number=1, title="Algebra"):
    return node("learningAchievement", number, "LearningAchievement", title={"en": title}, awardedBy=award())


def display():
    image = node("mediaObject", 1, "MediaObject", content="iVBORw0KGgo=",
                 contentEncoding=concept("encoding", "6146cde7dd", SNB), contentType=concept("file-type", "PNG"))
    return node("displayParameter", 1, "DisplayParameter", title={"en": "Certificate"},
                primaryLanguage=concept("language", "ENG"), language=concept("language", "ENG"),
                individualDisplay=node("individualDisplay", 1, "IndividualDisplay",
                                       language=concept("language", "ENG"),
                                       displayDetail=node("displayDetail", 1, "DisplayDetail", page=1, image=image)))


def credential():
    return {
        "@context": [W3C, EDC],
        "id": "urn:credential:5d1f8a1e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "credentialSchema": {"id": SNB + "model/ap/edc-generic-full", "type": "ShaclValidator2017"},
        "credentialProfiles": concept("credential", "e34929035b", SNB),
        "displayParameter": display(),
        "issuer": organisation(),
        "issued": "2024-05-06T10:11:12+02:00",
        "validFrom": "2024-05-06T10:11:12+02:00",
        "credentialSubject": node("person", 1, "Person", givenName={"en": "Ada"},
                                  familyName={"en": "Marker-Lind"}, hasClaim=achievement()),
    }

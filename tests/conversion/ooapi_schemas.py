"""What the published JSON schemas say of the entities of a bundle, where they and Python's jsonschema are there."""
import json

import sources

FILES = {"5.0": ("ooapi-5.0.schema.json", "definitions"), "6.1": ("oeapi-6.1-rc1.schema.json", "$defs")}
ENTITIES = {
    "persons": "Person", "academicSessions": "AcademicSession", "courses": "Course", "groups": "Group",
    "organisations": "Organisation", "programmes": "Programme", "learningComponents": "LearningComponent",
    "learningOutcomes": "LearningOutcome", "programmeOfferings": "ProgrammeOffering", "courseOfferings": "CourseOffering",
    "learningComponentOfferings": "LearningComponentOffering",
    "programmeOfferingAssociations": "ProgrammeOfferingAssociation", "courseOfferingAssociations": "CourseOfferingAssociation",
    "learningComponentOfferingAssociations": "LearningComponentOfferingAssociation",
    "organizations": "Organization", "programs": "Program", "components": "Component",
}
BY_TYPE = {"offerings": "offeringType", "associations": "associationType"}


def schema_of(name, entity):
    """Version 5 has one list for all kinds of offerings, and one for associations."""
    if name not in BY_TYPE:
        return ENTITIES[name]
    kind = entity[BY_TYPE[name]]
    kind = kind if name == "associations" else kind + "Offering"
    return kind[0].upper() + kind[1:]


def complaints(bundle):
    """(list, number, what) for each entity that breaks its schema; [] where nothing can be asked."""
    version = bundle["ooapi"]
    path, place = sources.SHARED / "ooapi/schema" / FILES[version][0], FILES[version][1]
    try:
        import jsonschema
    except ImportError:
        return []
    if not path.exists():
        return []
    schema = json.loads(path.read_text())
    validator = jsonschema.Draft7Validator if place == "definitions" else jsonschema.Draft202012Validator
    found = []
    for name, entities in bundle.items():
        for i, entity in enumerate(entities if isinstance(entities, list) else []):
            judge = validator({"$ref": f"#/{place}/{schema_of(name, entity)}", place: schema[place]})
            found += [(name, i, e.message) for e in judge.iter_errors(entity)]
    return found

"""Entities made up from a schema, and mutations of them."""
import copy
import random

DATE, MOMENT = "2026-01-31", "2026-01-31T12:00:00+01:00"
ID = "123e4567-e89b-42d3-a456-426614174000"
FORMATS = {
    "date": DATE, "date-time": MOMENT, "uuid": ID, "uri": "https://example.org/a", "uri-reference": "/courses",
    "email": "ada@example.org",
}
PATTERNS = {"^[a-z]{3}$": "nld", r"^\d+(?:\.\d+)?$": "7.50"}
DEPTH = 3


def reference(schemas, schema):
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    return schema


def members(schemas, schema):
    """The properties of an object schema, those of all its parts."""
    schema = reference(schemas, schema)
    found = {}
    for part in schema.get("allOf", ()):
        found |= members(schemas, part)
    return found | schema.get("properties", {})


def text(schema):
    if "pattern" in schema:
        pattern = schema["pattern"]
        if pattern in PATTERNS:
            return PATTERNS[pattern]
        return "P6M" if "P" in pattern else "nl-NL"
    if "format" in schema:
        return FORMATS[schema["format"]]
    return "x" * max(schema.get("minLength", 2), 2)


def sample(schemas, schema, depth=0):
    """A value with every member that the schema names; deep down, ids instead of objects."""
    schema = reference(schemas, schema)
    if "oneOf" in schema:
        options = [s for s in schema["oneOf"] if s.get("type") != "null"]
        return sample(schemas, options[0 if depth else -1], depth + 1)
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next(k for k in kind if k != "null")
    if "enum" in schema or "x-ooapi-extensible-enum" in schema:
        return (schema.get("enum") or schema["x-ooapi-extensible-enum"])[0]
    if "properties" in schema or "allOf" in schema or kind == "object":
        if "maxProperties" in schema:
            return {"courseOfferingId": ID}
        parts = members(schemas, schema)
        return {name: sample(schemas, part, depth + 1) for name, part in parts.items()
                if depth < DEPTH or is_plain(schemas, part)}
    if kind == "array":
        return [sample(schemas, schema["items"], depth)] if depth < DEPTH + 1 else []
    if kind == "boolean":
        return True
    if kind in ("integer", "number"):
        return max(schema.get("minimum", 1), 1)
    return text(schema)


def is_plain(schemas, schema):
    """No relation to another entity, which would go on for ever."""
    schema = reference(schemas, schema)
    if "oneOf" in schema:
        return all(is_plain(schemas, s) for s in schema["oneOf"])
    if schema.get("type") == "array":
        return is_plain(schemas, schema["items"])
    parts = members(schemas, schema)
    return not any(name.endswith("Id") for name in parts)


WRONG = [
    None, True, 7, 7.5, -1, 15.0, 101, "", "x", "7.5", "not a date", "2026-02-30", "2026-01-31T12:00:00", "1.5 e",
    "2026-01-31T12:00:00Z", DATE, ID, ID.upper(), "urn:uuid:" + ID, "org-1", "https://example.org/ b", "mailto", "@",
    "zh-Hant-TW", "zh-TW-hant", "nl_NL", "EN", "und", "nl-sgn-NL", "P", "PT", "P1Y2M3DT4H5M6.5S", "P1W2D", "P1DT", "p1y",
    "Bachelor", "full_time", "x-own", "y" * 257, "z" * 2049, [], [[]], {}, [None], [{}], {"language": "en", "value": "v"},
    [{"language": "en", "value": "v"}], [{"value": "v"}], 1e3, 2.5, "P-1D", "12.", ".5", "+1",
]


def places(value, path=()):
    """Every place below a value, as (path of the holder, key)."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield path, key
        yield from places(inner, path + (key,))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def mutate(value, rng):
    """A copy with one or two things changed, and what was changed."""
    changed, what = copy.deepcopy(value), []
    for _ in range(rng.choice((1, 1, 1, 2))):
        found = list(places(changed))
        if not found:
            break
        path, key = rng.choice(found)
        holder = at(changed, path)
        how = rng.choice(("drop", "set", "set", "set", "wrap", "unwrap", "add", "repeat", "null"))
        what.append((how, path, key))
        if how == "drop":
            del holder[key]
        elif how == "set":
            holder[key] = copy.deepcopy(rng.choice(WRONG))
        elif how == "null":
            holder[key] = None
        elif how == "wrap":
            holder[key] = [holder[key]]
        elif how == "unwrap" and isinstance(holder[key], list) and holder[key]:
            holder[key] = holder[key][0]
        elif how == "add" and isinstance(holder, dict):
            holder["selfLink"] = "x"
        elif how == "repeat" and isinstance(holder[key], list):
            holder[key] += copy.deepcopy(holder[key])
    return changed, what

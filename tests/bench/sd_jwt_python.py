"""Seconds that sd-jwt-python takes to issue, present and verify what a token of ours holds.

usage: sd_jwt_python.py TOKEN PRIVATE-JWK – prints three numbers
"""
import base64
import hashlib
import json
import pathlib
import sys
import time

from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier
import sd_jwt.verifier

sd_jwt.verifier.DEFAULT_SIGNING_ALG = "EdDSA"


def decode(text):
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def digest(text):
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def wrap(value, hidden):
    """The claims as that package wants them: what is hidden is marked, decoys are left out."""
    if isinstance(value, list):
        return [wrap(v, hidden) if not (isinstance(v, dict) and "..." in v) else SDObj(wrap(hidden[v["..."]][1], hidden))
                for v in value if not (isinstance(v, dict) and "..." in v and v["..."] not in hidden)]
    if not isinstance(value, dict):
        return value
    made = {k: wrap(v, hidden) for k, v in value.items() if k not in ("_sd", "_sd_alg")}
    for d in value.get("_sd", []):
        if d in hidden:
            _, name, inner = hidden[d]
            made[SDObj(name)] = wrap(inner, hidden)
    return made


def best(work):
    seconds = 1e9
    for _ in range(3):
        begin = time.perf_counter()
        result = work()
        seconds = min(seconds, time.perf_counter() - begin)
    return seconds, result


token = pathlib.Path(sys.argv[1]).read_text().strip()
key = JWK(**json.loads(pathlib.Path(sys.argv[2]).read_text()))
jwt, *disclosures, _ = token.split("~")
claims = wrap(decode(jwt.split(".")[1]), {digest(d): decode(d) for d in disclosures})


def present():
    holder = SDJWTHolder(issued)
    holder.create_presentation({"elm": {"credentialSubject": {"hasClaim": [{"hasPart": [True]}]}}})
    return holder.sd_jwt_presentation


issuing, issued = best(lambda: SDJWTIssuer(claims, key, sign_alg="EdDSA").sd_jwt_issuance)
presenting, _ = best(present)
verifying, _ = best(lambda: SDJWTVerifier(issued, lambda iss, header: key).get_verified_payload())
print(issuing, presenting, verifying)

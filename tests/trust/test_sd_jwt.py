"""SD-JWT (RFC 9901) and SD-JWT VC: the RFC's examples, those of another implementation, and everything that is wrong."""
import datetime
import hashlib
import json

import pytest

forge = pytest.importorskip("forge")
from cryptography.hazmat.primitives.asymmetric import ed25519    # noqa: E402

NOW = 1769904000                        # 2026-02-01T00:00:00Z, when the tests judge
AUDIENCE, NONCE = "https://verifier.example", "n-1"


@pytest.fixture(scope="module")
def issuer():
    return ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture(scope="module")
def holder():
    return ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))


def jwk(key, **more):
    return {"kty": "OKP", "crv": "Ed25519", "x": forge.b64u(key.public_key().public_bytes_raw()), **more}


def disclosure(*parts):
    return forge.b64u(json.dumps(list(parts)).encode())


def digest(text, name="sha256"):
    return forge.b64u(hashlib.new(name, text.encode()).digest())


def issue(key, claims, *disclosures, typ="dc+sd-jwt", **header):
    full = {"iss": forge.did_of(key), "vct": "urn:test", **claims}
    head = {"alg": "EdDSA", "typ": typ, "kid": forge.method_of(key), **header}
    jws = forge.compact(key, {k: v for k, v in head.items() if v is not None}, {k: v for k, v in full.items() if v is not None})
    return "~".join([jws.decode(), *disclosures, ""])


def bind(key, token, typ="kb+jwt", alg="EdDSA", drop=(), **more):
    claims = {"iat": NOW, "aud": AUDIENCE, "nonce": NONCE, "sd_hash": digest(token), **more}
    head = {"alg": alg, "typ": typ}
    return token + forge.compact(key, {k: v for k, v in head.items() if v is not None},
                                 {k: v for k, v in claims.items() if k not in drop}).decode()


@pytest.fixture
def check(verify, issuer):
    """check(token, options…): (exit status, indication, sub-indication, rule, holder)."""
    def go(token, *options):
        status, verdict = verify(token.encode(), *options, "--trust", forge.did_of(issuer))
        [part] = verdict["signatures"]
        return status, verdict["indication"], verdict["subIndication"] or "", part["rule"] or "", part["holder"]
    return go


def explained(run, issuer, token, *options):
    done = run("verify", "--json", "--at", "2026-02-01T00:00:00Z", "--trust", forge.did_of(issuer), *options, "-", data=token.encode())
    return json.loads(done.stdout)


GRADE, NAME = disclosure("salt1", "grade", "8.5"), disclosure("salt2", "given_name", "Zoë")
ELEMENT = disclosure("salt3", {"code": "LA1"})
DECOY = digest("decoy")
CLAIMS = {"_sd": sorted([digest(GRADE), digest(NAME), DECOY]), "_sd_alg": "sha-256", "courses": [{"...": digest(ELEMENT)}, "open"]}


# ---- the reference ----

@pytest.mark.parametrize("folder", ["s5-simple", "a1-structured-decoys", "a2-ekyc", "a3-pid-sd-jwt-vc", "a4-jsonld"])
@pytest.mark.parametrize("name", ["issuance", "presentation"])
def test_the_examples_of_the_rfc(verify, vectors, folder, name):
    where = vectors / "sd-jwt-rfc9901"
    path = where / folder / f"{name}.txt"
    if not path.exists():
        pytest.skip("the RFC prints none")
    options, at = [], "2023-06-01T00:00:00Z"
    if name == "presentation" and path.read_text().split("~")[-1]:
        claims = json.loads(forge.unb64u(path.read_text().split("~")[-1].split(".")[1]))
        options = ["--holder", "--audience", claims["aud"], "--nonce", claims["nonce"]]
        at = datetime.datetime.fromtimestamp(claims["iat"], datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    status, verdict = verify(path, *options, "--trust", where / "issuer-key.jwk", at=at)
    [part] = verdict["signatures"]
    assert status in (0, 1) and part["indication"] == "TOTAL-PASSED", verdict
    assert part["holder"] == ("proven" if options else "not-required")


@pytest.mark.parametrize("name,sub,rule", [("bad-orphan-disclosure", "HASH_FAILURE", "sd-jwt/orphan"),
                                           ("bad-kb-stripped-disclosure", "HASH_FAILURE", "sd-jwt/sd-hash")])
def test_bad_vectors(verify, own, name, sub, rule):
    keys = json.loads((own / "keys" / "ed25519.json").read_text())
    status, verdict = verify(own / "sd-jwt-eddsa" / f"{name}.txt", "--trust", keys["A"]["did_key"], at="2026-01-15T09:02:00Z")
    assert status == 1 and verdict["subIndication"] == sub and verdict["signatures"][0]["rule"] == rule


def test_good_vectors_of_our_own(verify, own, tmp_path):
    keys = json.loads((own / "keys" / "ed25519.json").read_text())
    (tmp_path / "key.jwk").write_text(json.dumps(keys["A"]["jwk_public"]))
    for name, options in (("issuance", []), ("presentation", ["--holder", "--audience", AUDIENCE, "--nonce", "n-0S6_WzA2Mj"])):
        status, verdict = verify(own / "sd-jwt-eddsa" / f"{name}.txt", *options, "--trust", tmp_path / "key.jwk",
                                 at="2026-01-15T09:02:00Z")
        assert status == 0, verdict


def test_what_another_implementation_issues_and_presents(check, issuer, holder):
    pytest.importorskip("sd_jwt")
    from jwcrypto.jwk import JWK
    from sd_jwt.common import SDObj
    from sd_jwt.holder import SDJWTHolder
    from sd_jwt.issuer import SDJWTIssuer
    private = {k: JWK(**jwk(key, d=forge.b64u(key.private_bytes_raw()))) for k, key in (("issuer", issuer), ("holder", holder))}
    claims = {"iss": forge.did_of(issuer), "vct": "urn:test", SDObj("given_name"): "Zoë", "degree": "BSc",
              "courses": [{"code": "A", SDObj("grade"): 8}, SDObj("hidden")],
              SDObj("address"): {SDObj("street"): "x", "city": "y"}}
    made = SDJWTIssuer(claims, private["issuer"], private["holder"], sign_alg="EdDSA", add_decoy_claims=True,
                       extra_header_parameters={"typ": "dc+sd-jwt"})
    assert check(made.sd_jwt_issuance)[:2] == (0, "TOTAL-PASSED")
    for selection in ({}, {"given_name": True}, {"address": {"street": True}, "courses": [{"grade": True}, True]}):
        shown = SDJWTHolder(made.sd_jwt_issuance)
        shown.create_presentation(selection)
        assert check(shown.sd_jwt_presentation)[:2] == (0, "TOTAL-PASSED")


# ---- what is handed out ----

def test_disclosed_and_hidden(check, issuer):
    assert check(issue(issuer, CLAIMS, GRADE, NAME, ELEMENT)) == (0, "TOTAL-PASSED", "", "", "not-required")
    assert check(issue(issuer, CLAIMS))[0] == 0
    assert check(issue(issuer, CLAIMS, ELEMENT))[0] == 0


def test_how_many_are_hidden_is_told(run, issuer):
    verdict = explained(run, issuer, issue(issuer, CLAIMS, GRADE))
    assert any(r["text"].startswith("3 entries are hidden") for r in verdict["signatures"][0]["remarks"])


def test_disclosures_within_disclosures(check, issuer):
    inner = disclosure("s", "street", "x")
    outer = disclosure("s", "address", {"_sd": [digest(inner)]})
    claims = {"_sd": [digest(outer)]}
    assert check(issue(issuer, claims, outer, inner))[0] == 0
    assert check(issue(issuer, claims, outer))[0] == 0
    assert check(issue(issuer, claims, inner))[2:4] == ("HASH_FAILURE", "sd-jwt/orphan")


@pytest.mark.parametrize("name,python", [("sha-384", "sha384"), ("sha-512", "sha512")])
def test_other_digests(check, issuer, name, python):
    assert check(issue(issuer, {"_sd_alg": name, "_sd": [digest(GRADE, python)]}, GRADE))[0] == 0


def test_spelling_of_json_does_not_matter_but_counts(check, issuer):
    odd = forge.b64u(b'[ "s" ,\n"name", "\\u0041" ]')
    assert check(issue(issuer, {"_sd": [digest(odd)]}, odd))[0] == 0
    assert check(issue(issuer, {"_sd": [digest(odd)]}, disclosure("s", "name", "A")))[3] == "sd-jwt/orphan"


def test_a_plain_token_keeps_its_tilde(check, issuer):
    assert check(issue(issuer, {"a": 1}))[0] == 0


# ---- what is wrong ----

def wrong(*parts):
    text = disclosure(*parts)
    return {"_sd": [digest(text)]}, [text]


def element(*parts):
    text = disclosure(*parts)
    return {"a": [{"...": digest(text)}]}, [text]


RAW = forge.b64u(b'{"a":1}')
BAD = {
    "twice": ({"_sd": [digest(GRADE)]}, [GRADE, GRADE], "HASH_FAILURE", "sd-jwt/twice"),
    "unreferenced": ({"_sd": [DECOY]}, [GRADE], "HASH_FAILURE", "sd-jwt/orphan"),
    "two-places": ({"_sd": [digest(GRADE)], "a": {"_sd": [digest(GRADE)]}}, [GRADE], "HASH_FAILURE", "sd-jwt/digest-twice"),
    "same-list": ({"_sd": [DECOY, DECOY]}, [], "HASH_FAILURE", "sd-jwt/digest-twice"),
    "list-and-array": ({"_sd": [DECOY], "a": [{"...": DECOY}]}, [], "HASH_FAILURE", "sd-jwt/digest-twice"),
    "name-_sd": (*wrong("s", "_sd", []), "FORMAT_FAILURE", "sd-jwt/name"),
    "name-dots": (*wrong("s", "...", "x"), "FORMAT_FAILURE", "sd-jwt/name"),
    "name-_sd_alg": (*wrong("s", "_sd_alg", "md5"), "FORMAT_FAILURE", "sd-jwt/name"),
    "name-open": ({"grade": 1, "_sd": [digest(GRADE)]}, [GRADE], "FORMAT_FAILURE", "sd-jwt/name-twice"),
    "name-disclosed-twice": ({"_sd": [digest(GRADE), digest(disclosure("t", "grade", 1))]}, [GRADE, disclosure("t", "grade", 1)],
                             "FORMAT_FAILURE", "sd-jwt/name-twice"),
    "two-for-three": (*wrong("s", "x"), "FORMAT_FAILURE", "sd-jwt/kind"),
    "three-for-two": (*element("s", "n", "x"), "FORMAT_FAILURE", "sd-jwt/kind"),
    "four": (*wrong("s", "n", "x", "y"), "FORMAT_FAILURE", "sd-jwt/disclosure"),
    "one": (*wrong("s"), "FORMAT_FAILURE", "sd-jwt/disclosure"),
    "no-array": ({"_sd": [digest(RAW)]}, [RAW], "FORMAT_FAILURE", "sd-jwt/disclosure"),
    "name-number": (*wrong("s", 1, "x"), "FORMAT_FAILURE", "sd-jwt/disclosure"),
    "salt-number": (*wrong(1, "n", "x"), "FORMAT_FAILURE", "sd-jwt/disclosure"),
    "_sd-object": ({"_sd": {"a": 1}}, [], "FORMAT_FAILURE", "sd-jwt/digests"),
    "_sd-numbers": ({"_sd": [1]}, [], "FORMAT_FAILURE", "sd-jwt/digests"),
    "dots-and-more": ({"a": [{"...": DECOY, "x": 1}]}, [], "FORMAT_FAILURE", "sd-jwt/ellipsis"),
    "dots-number": ({"a": [{"...": 1}]}, [], "FORMAT_FAILURE", "sd-jwt/digests"),
    "dots-elsewhere": ({"a": {"...": DECOY}}, [], "FORMAT_FAILURE", "sd-jwt/ellipsis"),
    "alg-unknown": ({"_sd_alg": "md5", "_sd": []}, [], "FORMAT_FAILURE", "sd-jwt/digest"),
    "alg-capitals": ({"_sd_alg": "SHA-256", "_sd": []}, [], "FORMAT_FAILURE", "sd-jwt/digest"),
    "alg-nested": ({"a": {"_sd_alg": "sha-256"}}, [], "FORMAT_FAILURE", "sd-jwt/digest"),
    "base64": ({"_sd": [digest("WyJz*")]}, ["WyJz*"], "FORMAT_FAILURE", "sd-jwt/base64url"),
    "padding": ({"_sd": [digest(GRADE + "=")]}, [GRADE + "="], "FORMAT_FAILURE", "sd-jwt/base64url"),
    "json": ({"_sd": [digest("WyJz")]}, ["WyJz"], "FORMAT_FAILURE", "sd-jwt/json"),
    "duplicate-member": ({"_sd": [digest(forge.b64u(b'["s","n",{"a":1,"a":2}]'))]}, [forge.b64u(b'["s","n",{"a":1,"a":2}]')],
                         "FORMAT_FAILURE", "sd-jwt/json"),
    "empty-part": ({"_sd": [digest(GRADE)]}, ["", GRADE], "FORMAT_FAILURE", "sd-jwt/empty-part"),
    "no-vct": ({"vct": None}, [], "FORMAT_FAILURE", "sd-jwt-vc/vct"),
    "vct-number": ({"vct": 1}, [], "FORMAT_FAILURE", "sd-jwt-vc/vct"),
    "exp-text": ({"exp": "2030"}, [], "FORMAT_FAILURE", "jwt/time"),
    **{f"hidden-{name}": ({"_sd": [digest(disclosure("s", name, 1))], **({name: None} if name in ("iss", "vct") else {})},
                          [disclosure("s", name, 1)], "FORMAT_FAILURE", "sd-jwt/hidden")
       for name in ("iss", "exp", "nbf", "cnf", "vct", "status", "aud")},
}


@pytest.mark.parametrize("name", BAD)
def test_everything_that_is_wrong(check, issuer, name):
    claims, disclosures, sub, rule = BAD[name]
    assert check(issue(issuer, claims, *disclosures))[:4] == (1, "TOTAL-FAILED", sub, rule)


def test_nesting_has_a_limit(check, issuer):
    inner = disclosure("s", "n", 1)
    chain = [inner]
    for _ in range(20):
        chain.append(disclosure("s", "n", {"_sd": [digest(chain[-1])]}))
    assert check(issue(issuer, {"_sd": [digest(chain[-1])]}, *chain))[3] == "limit/disclosures"


def test_too_many_disclosures(check, issuer):
    assert check(issue(issuer, {}, *["WyJzIl0"] * 10001))[3] == "limit/disclosures"


def test_a_hidden_end_does_not_make_it_endless(check, issuer):
    assert check(issue(issuer, {"exp": NOW - 1}))[0] == 1
    assert check(issue(issuer, {"nbf": NOW + 1}))[0] == 1


def test_no_trailing_tilde_is_another_token(verify, issuer):
    status, verdict = verify(issue(issuer, {"a": 1})[:-1].encode(), "--trust", forge.did_of(issuer))
    assert status != 0


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}, {"alg": None}, {"crit": ["x"], "x": 1}])
def test_headers_that_are_refused(check, issuer, header):
    assert check(issue(issuer, {"a": 1}, **header))[:3] == (1, "TOTAL-FAILED", "FORMAT_FAILURE")


@pytest.mark.parametrize("typ", ["kb+jwt", "statuslist+jwt", "at+jwt"])
def test_other_tokens_are_no_credentials(check, issuer, typ):
    assert check(issue(issuer, {"a": 1}, typ=typ))[:3] == (2, "INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")


# ---- the holder's proof ----

@pytest.fixture
def bound(issuer, holder):
    return issue(issuer, {**CLAIMS, "cnf": {"jwk": jwk(holder)}}, GRADE)


ASKED = ("--holder", "--audience", AUDIENCE, "--nonce", NONCE)


def test_a_proof_that_holds(check, bound, holder):
    assert check(bind(holder, bound), *ASKED) == (0, "TOTAL-PASSED", "", "", "proven")
    # It is looked at also where nobody asked.
    assert check(bind(holder, bound))[4] == "proven"


def test_absent_where_it_is_demanded(check, bound):
    assert check(bound, *ASKED)[:3] == (2, "INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")
    assert check(bound)[0] == 0


@pytest.mark.parametrize("change,expected", [
    ({"aud": "https://other.example"}, (2, "SIG_CONSTRAINTS_FAILURE", "sd-jwt/audience")),
    ({"aud": [AUDIENCE]}, (1, "FORMAT_FAILURE", "sd-jwt/proof")),
    ({"nonce": "n-2"}, (2, "SIG_CONSTRAINTS_FAILURE", "sd-jwt/nonce")),
    ({"iat": NOW - 301}, (2, "SIG_CONSTRAINTS_FAILURE", "sd-jwt/stale")),
    ({"iat": NOW + 301}, (2, "SIG_CONSTRAINTS_FAILURE", "sd-jwt/stale")),
    ({"iat": str(NOW)}, (1, "FORMAT_FAILURE", "sd-jwt/proof")),
    ({"sd_hash": digest("x")}, (1, "HASH_FAILURE", "sd-jwt/sd-hash")),
    ({"drop": ["sd_hash"]}, (1, "FORMAT_FAILURE", "sd-jwt/sd-hash")),
    ({"drop": ["nonce"]}, (1, "FORMAT_FAILURE", "sd-jwt/proof")),
    ({"typ": None}, (2, "SIG_CONSTRAINTS_FAILURE", "sd-jwt/proof-type")),
    ({"typ": "jwt"}, (2, "SIG_CONSTRAINTS_FAILURE", "sd-jwt/proof-type")),
    ({"alg": "none"}, (1, "FORMAT_FAILURE", "sd-jwt/proof")),
], ids=lambda x: None if isinstance(x, tuple) else "-".join(f"{k}={v}" for k, v in x.items())[:30])
def test_proofs_that_do_not(check, bound, holder, change, expected):
    status, _, sub, rule, _ = check(bind(holder, bound, **change), *ASKED)
    assert (status, sub, rule) == expected


def test_a_proof_of_another_key(check, bound, issuer):
    assert check(bind(issuer, bound), *ASKED)[:4] == (1, "TOTAL-FAILED", "SIG_CRYPTO_FAILURE", "sd-jwt/proof-value")


def test_a_disclosure_taken_away_or_added_after_binding(check, issuer, holder):
    claims = {**CLAIMS, "cnf": {"jwk": jwk(holder)}}
    full, less = issue(issuer, claims, GRADE, NAME), issue(issuer, claims, GRADE)
    proof = bind(holder, full)[len(full):]
    assert check(less + proof)[2:4] == ("HASH_FAILURE", "sd-jwt/sd-hash")
    proof = bind(holder, less)[len(less):]
    assert check(full + proof)[2:4] == ("HASH_FAILURE", "sd-jwt/sd-hash")


@pytest.mark.parametrize("cnf,rule", [(None, "sd-jwt/cnf"), ({}, "sd-jwt/cnf"), ({"jwk": []}, "sd-jwt/cnf")])
def test_a_proof_where_no_holder_is_named(check, issuer, holder, cnf, rule):
    token = issue(issuer, {"cnf": cnf})
    assert check(bind(holder, token))[:4] == (1, "TOTAL-FAILED", "FORMAT_FAILURE", rule)


def test_a_private_key_in_public(check, issuer, holder):
    token = issue(issuer, {"cnf": {"jwk": jwk(holder, d=forge.b64u(bytes(32)))}})
    assert check(bind(holder, token))[:4] == (1, "TOTAL-FAILED", "FORMAT_FAILURE", "key/private-part")


# ---- every byte ----

def test_every_part_of_a_token_matters(verify, issuer, holder, bound):
    """One change in every twentieth byte: never a good verdict, whatever it becomes. (The unit test does every byte.)"""
    token = bind(holder, bound)
    for i in range(0, len(token), 20):
        changed = token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1:]
        done = verify(changed.encode(), *ASKED, "--trust", forge.did_of(issuer))
        assert done[0] != 0, i


# ---- issued, presented and proven here ----

TRANSCRIPT = {"given_name": "Zoë", "birth": {"date": "2001-02-03", "place": "X"}, "degree": "BSc",
              "courses": [{"code": "A", "grade": "8"}, {"code": "B", "grade": "9"}]}
HIDE = ["/given_name", "/birth", "/birth/date", "/courses/*", "/courses/*/grade"]


def seed_file(path, key):
    serialization = forge.serialization
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return path


@pytest.fixture
def made(run, issuer, holder, tmp_path):
    """made(claims, options…): the token that edu sign issues."""
    def go(claims, *options, hide=HIDE):
        plain, key = tmp_path / "claims.json", seed_file(tmp_path / "issuer.pem", issuer)
        plain.write_text(json.dumps({"iss": forge.did_of(issuer), "vct": "urn:test", **claims}))
        (tmp_path / "holder.jwk").write_text(json.dumps(jwk(holder)))
        words = [word for pointer in hide for word in ("--hide", pointer)]
        done = run("sign", "--suite", "sd-jwt", "--key", key, "--holder", tmp_path / "holder.jwk", *words, *options, plain)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode().strip()
    return go


@pytest.fixture
def present(run, tmp_path, holder):
    def go(token, *show, proof=False):
        words = [word for pointer in show for word in ("--show", pointer)]
        key = seed_file(tmp_path / "holder.pem", holder)
        proof = ("--key", key, "--audience", AUDIENCE, "--nonce", NONCE, "--at", "2026-02-01T00:00:00Z") if proof else ()
        done = run("present", *words, *proof, "-", data=token.encode())
        assert done.returncode == 0, done.stderr
        return done.stdout.decode().strip()
    return go


def claims_of(issuer, token, proof=False):
    """What another implementation makes of it."""
    sd_jwt = pytest.importorskip("sd_jwt.verifier") and pytest.importorskip("sd_jwt")
    from jwcrypto.jwk import JWK
    from sd_jwt.verifier import SDJWTVerifier
    # Its parameter for the algorithm does not reach the holder's proof.
    sd_jwt.verifier.DEFAULT_SIGNING_ALG = "EdDSA"
    asked = (AUDIENCE, NONCE) if proof else (None, None)
    found = SDJWTVerifier(token, lambda iss, header: JWK(**jwk(issuer)), *asked).get_verified_payload()
    return {k: v for k, v in found.items() if k not in ("iss", "vct", "cnf")}


def test_what_is_issued_verifies_here_and_elsewhere(check, made, issuer):
    token = made(TRANSCRIPT, "--decoys", "3")
    assert check(token)[:2] == (0, "TOTAL-PASSED")
    assert claims_of(issuer, token) == TRANSCRIPT


def test_nothing_hidden_shows_before_it_is_disclosed(made):
    body = forge.unb64u(made(TRANSCRIPT).split("~")[0].split(".")[1]).decode()
    assert not any(value in body for value in ("Zo", "2001", "given_name", "birth", "grade", '"A"')) and "BSc" in body


def test_digests_are_sorted_and_padded(made):
    claims = json.loads(forge.unb64u(made(TRANSCRIPT, "--decoys", "7").split("~")[0].split(".")[1]))
    assert claims["_sd"] == sorted(claims["_sd"]) and len(claims["_sd"]) == 2 + 7
    assert claims["_sd_alg"] == "sha-256"


@pytest.mark.parametrize("show,expected", [
    ((), {"degree": "BSc", "courses": []}),
    (("/given_name",), {"degree": "BSc", "courses": [], "given_name": "Zoë"}),
    (("/birth",), {"degree": "BSc", "courses": [], "birth": {"place": "X"}}),
    (("/birth/date",), {"degree": "BSc", "courses": [], "birth": {"place": "X", "date": "2001-02-03"}}),
    (("/courses/1",), {"degree": "BSc", "courses": [{"code": "B"}]}),
    (("/courses/0/grade",), {"degree": "BSc", "courses": [{"code": "A", "grade": "8"}]}),
    (("/courses/*",), {"degree": "BSc", "courses": [{"code": "A"}, {"code": "B"}]}),
], ids=lambda x: "+".join(x) if isinstance(x, tuple) else None)
def test_a_selection_shows_itself_and_what_it_is_hidden_in(check, made, present, issuer, show, expected):
    token = present(made(TRANSCRIPT), *show)
    assert check(token)[:2] == (0, "TOTAL-PASSED") and claims_of(issuer, token) == expected


def test_a_proof_made_here_holds_here_and_elsewhere(check, made, present, issuer):
    token = present(made(TRANSCRIPT), "/given_name", proof=True)
    assert check(token, *ASKED) == (0, "TOTAL-PASSED", "", "", "proven")
    assert claims_of(issuer, token, proof=True)["given_name"] == "Zoë"


def test_what_another_implementation_issues_is_presented_here(check, present, issuer, bound, holder):
    token = present(issue(issuer, {**CLAIMS, "cnf": {"jwk": jwk(holder)}}, GRADE, NAME, ELEMENT), "/grade", "/courses/0", proof=True)
    assert check(token, *ASKED)[4] == "proven" and GRADE in token and ELEMENT in token and NAME not in token


def test_salts_differ(made):
    assert made(TRANSCRIPT) != made(TRANSCRIPT)


@pytest.mark.parametrize("claims,hide,rule", [
    ({"exp": 1}, ["/exp"], b"sd-jwt/hidden"), ({}, ["/vct"], b"sd-jwt/hidden"), ({}, ["/nothing"], b"sd-jwt/pattern"),
    ({"a": {"_sd": []}}, [], b"sd-jwt/reserved"), ({"a": [{"...": "x"}]}, [], b"sd-jwt/reserved"), ({"cnf": {}}, [], b"sd-jwt/cnf"),
    ({"_sd_alg": "sha-256"}, [], b"sd-jwt/reserved"),
])
def test_what_is_not_issued(run, issuer, holder, tmp_path, claims, hide, rule):
    (tmp_path / "holder.jwk").write_text(json.dumps(jwk(holder)))
    words = [word for pointer in hide for word in ("--hide", pointer)]
    done = run("sign", "--suite", "sd-jwt", "--key", seed_file(tmp_path / "k", issuer), "--holder", tmp_path / "holder.jwk", *words, "-",
               data=json.dumps({"iss": "x", "vct": "y", **claims}).encode())
    assert done.returncode != 0 and rule in done.stderr and not done.stdout


def test_what_is_not_presented(run, made, bound, holder):
    token = made(TRANSCRIPT)
    for data, show, rule in ((token, "/degree", b"sd-jwt/pattern"), (bind(holder, bound), "/grade", b"sd-jwt/bound"),
                             (token + "x~", "/birth", b"sd-jwt/"), ("nonsense", "/a", b"sd-jwt/syntax")):
        done = run("present", "--show", show, "-", data=data.encode())
        assert done.returncode != 0 and rule in done.stderr, done.stderr
    assert run("present", "--key", "k", "-", data=b"").returncode == 64


def test_issuing_with_a_signature_made_elsewhere(run, check, issuer, holder, tmp_path):
    plain, state = tmp_path / "claims", tmp_path / "state"
    plain.write_text(json.dumps({"iss": forge.did_of(issuer), "vct": "urn:test", **TRANSCRIPT}))
    key = seed_file(tmp_path / "k", issuer)
    done = run("sign", "--suite", "sd-jwt", "--key", key, "--hide", "/given_name", "--prepare", state, plain)
    (tmp_path / "value").write_bytes(issuer.sign(done.stdout))
    done = run("sign", "--finish", state, "--signature", tmp_path / "value")
    assert check(done.stdout.decode())[:2] == (0, "TOTAL-PASSED") and done.stdout.count(b"~") == 2

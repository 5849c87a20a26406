"""XML signatures of ELMO documents: reference documents, attacks, accidents, and two independent implementations."""
import hashlib
import json
import shutil
import subprocess

import pytest

DSIG = "http://www.w3.org/2000/09/xmldsig#"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"


@pytest.fixture(scope="session")
def seal(own):
    return own / "pki" / "seal-rsa.pem"


@pytest.fixture(scope="session")
def signed(own):
    return (own / "xmldsig" / "elmo-mini-sha256.xml").read_text(encoding="utf-8")


def words(verdict):
    return verdict["indication"], verdict["subIndication"] or ""


def rules(verdict):
    return [r["rule"] for part in (verdict, *verdict["signatures"]) for r in part["remarks"]]


# ---- the reference ----

@pytest.mark.parametrize("name", ["elmo-mini-sha256", "elmo-mini-sha256-exc-signedinfo"])
def test_good_vectors_pass_with_the_registrys_certificate(verify, own, seal, name):
    status, verdict = verify(own / "xmldsig" / f"{name}.xml", trust=[seal])
    [part] = verdict["signatures"]
    assert status == 0 and words(verdict) == ("TOTAL-PASSED", "")
    assert (part["envelope"], part["algorithm"], part["integrity"], part["trust"]) == ("xmldsig", "RS256", "intact", "pinned")


def test_sha1_is_weak_and_refused_unless_allowed(verify, own, seal):
    path = own / "xmldsig" / "elmo-mini-sha1.xml"
    status, verdict = verify(path, trust=[seal])
    assert status == 2 and words(verdict) == ("INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE")
    assert verdict["signatures"][0]["integrity"] == "intact"
    status, verdict = verify(path, "--allow-weak", trust=[seal])
    assert status == 0 and verdict["signatures"][0]["strength"] == "weak"
    assert any("no longer withstands a determined forger" in r["text"] for r in verdict["signatures"][0]["remarks"])


@pytest.mark.parametrize("name,hint", [
    ("bad-value-changed", "xmldsig/edited"),
    ("bad-pretty-printed", "xmldsig/edited"),
    ("bad-ns-declaration-added", "xmldsig/declaration-added"),
])
def test_bad_vectors_fail_and_say_why(verify, own, seal, name, hint):
    status, verdict = verify(own / "xmldsig" / f"{name}.xml", trust=[seal])
    assert status == 1 and words(verdict) == ("TOTAL-FAILED", "HASH_FAILURE") and hint in rules(verdict)


def test_a_signed_document_inside_a_forged_one_is_not_signed(verify, own, seal):
    status, verdict = verify(own / "xmldsig" / "bad-wrapped.xml", trust=[seal])
    assert status == 1 and verdict["indication"] == "NOT-SIGNED" and "xmldsig/other" in rules(verdict)


@pytest.mark.parametrize("name,expected,hint", [
    ("dk-elmo-tomcat-signed", ("INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"), None),
    ("dk-elmo-tomcat-signed-beautified", ("TOTAL-FAILED", "HASH_FAILURE"), "xmldsig/pretty-printed"),
    ("dk-elmo-tomcat-unsigned", ("NOT-SIGNED", ""), None),
    ("dk-elmo-tomcat-unsigned-beautified", ("NOT-SIGNED", ""), None),
    ("nor-emrex-1.0", ("TOTAL-FAILED", "HASH_FAILURE"), "xmldsig/edited"),
    ("swedish_1", ("TOTAL-FAILED", "HASH_FAILURE"), "xmldsig/edited"),
    ("gateway-sampleElmo", ("TOTAL-FAILED", "HASH_FAILURE"), "xmldsig/edited"),
    ("ewp-tors-get-response", ("INDETERMINATE", "SIGNED_DATA_NOT_FOUND"), None),
    *[(f"example-{v}.0", ("TOTAL-FAILED", "HASH_FAILURE"), "xmldsig/pasted")
      for v in ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0")],
])
def test_public_documents_have_the_verdicts_of_the_reference(verify, shared, name, expected, hint):
    status, verdict = verify(shared / "reference" / "elmo" / "documents" / f"{name}.xml")
    assert words(verdict) == expected and status == (2 if expected[0] == "INDETERMINATE" else 1)
    assert hint is None or hint in rules(verdict)


def test_the_octets_of_the_one_public_document_that_verifies(run, shared):
    path = shared / "reference" / "elmo" / "documents" / "dk-elmo-tomcat-signed.xml"
    done = run("verify", "--json", "--explain", "--at", "2026-02-01T00:00:00Z", path)
    values = {r["name"]: r["text"] for r in json.loads(done.stdout)["signatures"][0]["remarks"] if r["kind"] == "value"}
    info, document = values["canonical SignedInfo"].encode(), values["canonical document"].encode()
    assert (len(info), hashlib.sha1(info).hexdigest()) == (593, "63b91493b06df618371d5004c25ea90041846546")
    assert (len(document), hashlib.sha1(document).hexdigest()) == (5541, "e7aea10559be7bc212117c7e3b74fdd53bdd1828")


def test_its_own_certificate_given_as_trusted_makes_it_pass(verify, shared, tmp_path):
    path = shared / "reference" / "elmo" / "documents" / "dk-elmo-tomcat-signed.xml"
    text = path.read_text(encoding="utf-8")
    body = text.split("X509Certificate>")[1].split("<")[0].replace("&#13;", "")
    pem = tmp_path / "registry.pem"
    pem.write_text("-----BEGIN CERTIFICATE-----\n" + body.strip() + "\n-----END CERTIFICATE-----\n")
    assert verify(path, "--allow-weak", trust=[pem])[0] == 0
    assert verify(path, trust=[pem])[0] == 2


# ---- whose key ----

def test_an_authority_alone_names_no_provider(verify, own, anchor):
    status, verdict = verify(own / "xmldsig" / "elmo-mini-sha256.xml", trust=[anchor])
    assert status == 2 and words(verdict) == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")
    assert verdict["signatures"][0]["subject"].startswith("CN=libedu TEST SEAL")


def test_nobodys_word_is_no_word(verify, own):
    status, verdict = verify(own / "xmldsig" / "elmo-mini-sha256.xml")
    assert status == 2 and words(verdict) == ("INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND")


def test_an_expired_certificate_of_the_registry_still_vouches(verify, own):
    status, verdict = verify(own / "xmldsig" / "elmo-mini-sha256.xml", trust=[own / "pki" / "seal-rsa-expired-2025-07.pem"])
    assert status == 0 and verdict["signatures"][0]["period"] == "expired"


def make_key(folder, name, bits=2048):
    key, cert = folder / f"{name}.key", folder / f"{name}.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", f"rsa:{bits}", "-nodes", "-keyout", key, "-out", cert, "-days", "3650",
                    "-subj", f"/CN={name}", "-addext", "basicConstraints=critical,CA:FALSE"], check=True, capture_output=True)
    return key, cert


@pytest.fixture(scope="session")
def stranger(tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("stranger"), "stranger")


def test_the_registrys_key_counts_and_not_the_one_sent_along(verify, own, stranger):
    status, verdict = verify(own / "xmldsig" / "elmo-mini-sha256.xml", trust=[stranger[1]])
    assert status == 1 and words(verdict) == ("TOTAL-FAILED", "SIG_CRYPTO_FAILURE")
    assert "xmldsig/embedded-differs" in rules(verdict)


def test_without_any_key_nothing_is_said(verify, signed):
    bare = signed[:signed.index("<KeyInfo")] + signed[signed.index("</KeyInfo>") + len("</KeyInfo>"):]
    status, verdict = verify(bare.encode())
    assert status == 2 and words(verdict) == ("INDETERMINATE", "NO_SIGNING_CERTIFICATE_FOUND")


def test_several_keys_of_a_registry(verify, own, seal, stranger):
    assert verify(own / "xmldsig" / "elmo-mini-sha256.xml", trust=[stranger[1], seal])[0] == 0


def test_a_bare_public_key_will_do(verify, own, seal, tmp_path):
    key = tmp_path / "key.pem"
    key.write_bytes(subprocess.run(["openssl", "x509", "-in", seal, "-noout", "-pubkey"], check=True, capture_output=True).stdout)
    assert verify(own / "xmldsig" / "elmo-mini-sha256.xml", trust=[key])[0] == 0


# ---- what is no content ----

@pytest.mark.parametrize("before,after", [
    ("<learner>", "<!-- a comment --><learner >"),
    ("<citizenship>NL</citizenship>", "<citizenship>N<![CDATA[L]]></citizenship>"),
    ("Zoë", "Zo&#xEB;"),
    ('type="schac"', "type = 'schac'"),
    ("</elmo>", "</elmo>\n<!-- behind -->\n"),
    ("\n", "\r\n"),
    ('<?xml version="1.0" encoding="UTF-8"?>\n', ""),
    ('<?xml version', '\N{ZERO WIDTH NO-BREAK SPACE}<?xml version'),
    ("<SignatureValue>", "<SignatureValue>\n \t"),
    ("</X509Certificate>", "\n</X509Certificate>"),
], ids=["comment", "cdata", "reference", "quotes", "behind", "line-ends", "no-declaration", "bom", "value-blanks",
        "certificate-blanks"])
def test_other_spellings_of_the_same_content_pass(verify, signed, seal, before, after):
    assert before in signed
    changed = signed.replace(before, after) if before == "\n" else signed.replace(before, after, 1)
    status, verdict = verify(changed.encode(), trust=[seal])
    assert status == 0, verdict


def test_a_comment_inside_a_value_is_told(verify, signed, seal):
    status, verdict = verify(signed.replace("Example University", "Example <!-- x -->University", 1).encode(), trust=[seal])
    assert status == 0 and "xmldsig/comment" in rules(verdict)


# ---- accidents ----

@pytest.mark.parametrize("change,hint", [
    (lambda s: s.encode().decode("latin-1").encode(), "xmldsig/recoded"),
    (lambda s: s.replace("2001-02-03", "2001-02-04", 1).encode(), "xmldsig/edited"),
    (lambda s: s.replace("</report>", "</report><extension/>", 1).encode(), "xmldsig/edited"),
    (lambda s: s.replace("<elmo ", '<elmo xmlns:q="urn:q" ', 1).encode(), "xmldsig/declaration-added"),
    (lambda s: s.replace("<SignatureValue>tZ", "<SignatureValue>tY", 1).encode(), "xmldsig/value"),
], ids=["recoded", "edited", "extended", "declaration", "value"])
def test_why_it_fails_is_told_apart(verify, signed, seal, change, hint):
    status, verdict = verify(change(signed), trust=[seal])
    assert status == 1 and hint in rules(verdict), rules(verdict)


# ---- attacks ----

def within(text, begin, end):
    start = text.index(begin)
    return text[start:text.index(end, start) + len(end)]


def signature_of(text):
    return within(text, "<Signature ", "</Signature>")


OBJECT = '<Object><elmo xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1"/></Object>'
REFERENCE = ("<Reference", "</Reference>")
ATTACKS = {
    "two-signatures": (lambda s: s.replace("</elmo>", signature_of(s) + "</elmo>"), "xmldsig/several"),
    "signature-in-report": (lambda s: s.replace(signature_of(s), "").replace("</report>", signature_of(s) + "</report>"),
                            "xmldsig/misplaced"),
    "signature-moved-deeper": (lambda s: s.replace(signature_of(s), f"<report>{signature_of(s)}</report>"), "xmldsig/misplaced"),
    "signature-in-signature": (lambda s: s.replace("</KeyInfo>", signature_of(s) + "</KeyInfo>"), "xmldsig/misplaced"),
    "sibling-elmo": (lambda s: s.replace("<learner>", within(s, "<elmo ", "</elmo>") + "<learner>", 1), "xmldsig/misplaced"),
    "uri-missing": (lambda s: s.replace(' URI=""', ""), "xmldsig/reference"),
    "uri-fragment": (lambda s: s.replace('URI=""', 'URI="#genuine"').replace("<report>", '<report Id="genuine">'),
                     "xmldsig/reference"),
    "uri-http": (lambda s: s.replace('URI=""', 'URI="http://localhost/x"'), "xmldsig/reference"),
    "uri-file": (lambda s: s.replace('URI=""', 'URI="file:///etc/passwd"'), "xmldsig/reference"),
    "two-references": (lambda s: s.replace("</SignedInfo>", within(s, *REFERENCE) + "</SignedInfo>"), "xmldsig/profile"),
    "no-reference": (lambda s: s.replace(within(s, *REFERENCE), ""), "xmldsig/profile"),
    "object": (lambda s: s.replace("</Signature>", OBJECT + "</Signature>"), "xmldsig/profile"),
    "manifest": (lambda s: s.replace("</SignedInfo>", "<Manifest/></SignedInfo>"), "xmldsig/profile"),
    "no-transform": (lambda s: s.replace(within(s, "<Transforms>", "</Transforms>"), "<Transforms/>"), "xmldsig/profile"),
    "no-transforms": (lambda s: s.replace(within(s, "<Transforms>", "</Transforms>"), ""), "xmldsig/profile"),
    "transform-twice": (lambda s: s.replace("<Transforms>", "<Transforms>" + within(s, "<Transform ", "/>")), "xmldsig/profile"),
    "transform-after-c14n": (lambda s: s.replace("<Transforms>", f'<Transforms><Transform Algorithm="{C14N}"/>'),
                             "xmldsig/profile"),
    "transform-xpath": (lambda s: s.replace(DSIG + "enveloped-signature", "http://www.w3.org/TR/1999/REC-xpath-19991116"),
                        "xmldsig/transform"),
    "transform-xslt": (lambda s: s.replace(DSIG + "enveloped-signature", "http://www.w3.org/TR/1999/REC-xslt-19991116"),
                       "xmldsig/transform"),
    "transform-base64": (lambda s: s.replace(DSIG + "enveloped-signature", DSIG + "base64"), "xmldsig/transform"),
    "transform-with-child": (lambda s: s.replace('enveloped-signature"/>', 'enveloped-signature"><XPath>1</XPath></Transform>'),
                             "xmldsig/profile"),
    "with-comments": (lambda s: s.replace(C14N, C14N + "#WithComments"), "xmldsig/algorithm"),
    "c14n-11": (lambda s: s.replace(C14N, "http://www.w3.org/2006/12/xml-c14n11"), "xmldsig/algorithm"),
    "inclusive-namespaces": (lambda s: s.replace(f'"{C14N}"/>', f'"{EXCLUSIVE}"><InclusiveNamespaces xmlns="{EXCLUSIVE}" '
                                                 'PrefixList="xsi"/></CanonicalizationMethod>'), "xmldsig/profile"),
    "hmac-sha1": (lambda s: s.replace(RSA_SHA256, DSIG + "hmac-sha1"), "xmldsig/algorithm"),
    "hmac-sha256": (lambda s: s.replace(RSA_SHA256, "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"), "xmldsig/algorithm"),
    "hmac-output-length": (lambda s: s.replace(f'"{RSA_SHA256}"/>', f'"{RSA_SHA256}"><HMACOutputLength>1</HMACOutputLength>'
                                               '</SignatureMethod>'), "xmldsig/profile"),
    "rsa-md5": (lambda s: s.replace(RSA_SHA256, "http://www.w3.org/2001/04/xmldsig-more#rsa-md5"), "xmldsig/algorithm"),
    "dsa-sha1": (lambda s: s.replace(RSA_SHA256, DSIG + "dsa-sha1"), "xmldsig/algorithm"),
    "digest-md5": (lambda s: s.replace("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#md5"),
                   "xmldsig/algorithm"),
    "digest-empty": (lambda s: s.replace(within(s, "<DigestValue>", "</DigestValue>"), "<DigestValue/>"), "xmldsig/base64"),
    "digest-short": (lambda s: s.replace(within(s, "<DigestValue>", "</DigestValue>"), "<DigestValue>qYns</DigestValue>"),
                     "xmldsig/digest-length"),
    "digest-alphabet": (lambda s: s.replace("<DigestValue>q", "<DigestValue>-"), "xmldsig/base64"),
    "digest-with-comment": (lambda s: s.replace("<DigestValue>qY", "<DigestValue>q<!-- -->Y"), "xmldsig/profile"),
    "digest-with-element": (lambda s: s.replace("<DigestValue>qY", "<DigestValue>q<b/>Y"), "xmldsig/profile"),
    "value-empty": (lambda s: s.replace(within(s, "<SignatureValue>", "</SignatureValue>"), "<SignatureValue/>"),
                    "xmldsig/base64"),
    "value-short": (lambda s: s.replace(within(s, "<SignatureValue>", "</SignatureValue>"),
                                        "<SignatureValue>qYns</SignatureValue>"), "signature/size"),
    "value-missing": (lambda s: s.replace(within(s, "<SignatureValue>", "</SignatureValue>"), ""), "xmldsig/profile"),
    "foreign-attribute": (lambda s: s.replace("<SignedInfo>", '<SignedInfo a="1">'), "xmldsig/profile"),
    "foreign-text": (lambda s: s.replace("<SignedInfo>", "<SignedInfo>text"), "xmldsig/profile"),
    "foreign-order": (lambda s: s.replace("<SignatureValue>", within(s, "<KeyInfo>", "</KeyInfo>") + "<SignatureValue>", 1),
                      "xmldsig/profile"),
    "other-namespace": (lambda s: s.replace("<SignatureValue>", '<SignatureValue xmlns="urn:x">'), "xmldsig/profile"),
    "relative-namespace": (lambda s: s.replace("<learner>", '<learner xmlns:q="relative">', 1), "xml/relative-namespace"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_not_the_profile_is_refused(verify, signed, seal, name):
    change, rule = ATTACKS[name]
    attacked = change(signed)
    assert attacked != signed
    status, verdict = verify(attacked.encode(), trust=[seal])
    assert status == 1 and words(verdict) == ("TOTAL-FAILED", "FORMAT_FAILURE")
    assert verdict["signatures"][0]["rule"] == rule


def test_genuine_document_in_an_extension_of_a_forged_one(verify, signed, seal):
    inner = within(signed, "<elmo ", "</elmo>")
    forged = signed.replace(signature_of(signed), f"<extension>{inner}</extension>").replace("7.500", "99")
    status, verdict = verify(forged.encode(), trust=[seal])
    assert status == 1 and verdict["indication"] == "NOT-SIGNED"


def test_a_supplements_signature_does_not_stand_in_for_the_documents(verify, signed, seal):
    other = signature_of(signed).replace("<SignatureValue>t", "<SignatureValue>u")
    nested = signed.replace("<learner>", f"<diplomaSupplement>{other}</diplomaSupplement><learner>", 1)
    status, verdict = verify(nested.encode(), trust=[seal])
    assert status == 1 and words(verdict) == ("TOTAL-FAILED", "HASH_FAILURE") and len(verdict["signatures"]) == 1


@pytest.mark.parametrize("c14n", [C14N, EXCLUSIVE])
def test_one_canonicalization_is_not_taken_for_the_other(verify, own, seal, c14n):
    name = "elmo-mini-sha256-exc-signedinfo" if c14n == C14N else "elmo-mini-sha256"
    text = (own / "xmldsig" / f"{name}.xml").read_text(encoding="utf-8")
    old = EXCLUSIVE if c14n == C14N else C14N
    status, verdict = verify(text.replace(old, c14n).encode(), trust=[seal])
    assert status == 1 and words(verdict) == ("TOTAL-FAILED", "SIG_CRYPTO_FAILURE")


@pytest.mark.parametrize("head", [
    '<!DOCTYPE elmo>', '<!DOCTYPE elmo SYSTEM "http://localhost/x.dtd">', '<!DOCTYPE elmo [<!ENTITY a "b">]>',
    '<!DOCTYPE elmo [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>', '<!DOCTYPE elmo [<!ATTLIST learner a CDATA "1">]>',
    '<!DOCTYPE elmo [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>',
])
def test_a_document_type_is_refused(run, signed, seal, head):
    changed = signed.replace("?>\n", f"?>\n{head}\n", 1)
    done = run("verify", "--at", "2026-02-01T00:00:00Z", "--trust", seal, "-", data=changed.encode())
    assert done.returncode == 65 and b"xml/doctype" in done.stderr


@pytest.mark.parametrize("encoding,declared", [("utf-16", "UTF-16"), ("latin-1", "ISO-8859-1"), ("latin-1", "UTF-8")])
def test_other_encodings_are_not_verified(run, signed, seal, encoding, declared):
    changed = signed.replace('encoding="UTF-8"', f'encoding="{declared}"').encode(encoding)
    done = run("verify", "--at", "2026-02-01T00:00:00Z", "--trust", seal, "-", data=changed)
    assert done.returncode == 65 and b"xml/encoding" in done.stderr


@pytest.mark.parametrize("change,rule", [
    (lambda s: s.replace("<learner>", "<learner>" + "<a>" * 300 + "</a>" * 300, 1), b"xml/depth"),
    (lambda s: s.replace("<learner>", "<learner " + " ".join(f'a{i}=""' for i in range(1100)) + ">", 1), b"xml/size"),
    (lambda s: s.replace("<learner>", "<q:learner>", 1), b"xml/syntax"),
    (lambda s: s[:-40], b"xml/syntax"),
], ids=["depth", "attributes", "undeclared-prefix", "cut-off"])
def test_xml_that_is_not_read_is_not_verified(run, signed, seal, change, rule):
    done = run("verify", "--at", "2026-02-01T00:00:00Z", "--trust", seal, "-", data=change(signed).encode())
    assert done.returncode == 65 and rule in done.stderr


def test_xml_of_another_kind_says_so(verify):
    status, verdict = verify(f'<other><Signature xmlns="{DSIG}"/></other>'.encode())
    assert status == 2 and verdict["signatures"][0]["rule"] == "xmldsig/profile"


# ---- other implementations ----

TEMPLATE = """<Signature xmlns="%s"><SignedInfo><CanonicalizationMethod Algorithm="{c14n}"/><SignatureMethod Algorithm="{method}"/>
<Reference URI=""><Transforms><Transform Algorithm="%senveloped-signature"/></Transforms><DigestMethod Algorithm="{digest}"/>
<DigestValue/></Reference></SignedInfo><SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature>""" % (DSIG, DSIG)
METHODS = {
    "sha1": (DSIG + "rsa-sha1", DSIG + "sha1"),
    "sha256": (RSA_SHA256, "http://www.w3.org/2001/04/xmlenc#sha256"),
    "sha384": (RSA_SHA256.replace("256", "384"), "http://www.w3.org/2001/04/xmldsig-more#sha384"),
    "sha512": (RSA_SHA256.replace("256", "512"), "http://www.w3.org/2001/04/xmlenc#sha512"),
    "dk": (DSIG + "rsa-sha1", "http://www.w3.org/2001/04/xmlenc#sha256"),
}
DOCUMENTS = ["reference/vectors/own/xmldsig/elmo-mini-unsigned.xml", "reference/elmo/documents/dk-elmo-tomcat-unsigned.xml",
             "reference/elmo/documents/dk-elmo-tomcat-unsigned-beautified.xml"]


@pytest.fixture
def xmlsec(tmp_path, own, seal):
    """xmlsec(document, c14n, method, digest): the document signed by xmlsec1."""
    if not shutil.which("xmlsec1"):
        pytest.skip("xmlsec1 is not installed")
    key = own / "pki" / "seal-rsa-TEST-ONLY-key.pem"

    def go(document, c14n, method, digest, key=f"{key},{seal}"):
        end = document.rindex("</elmo>") if "</elmo>" in document else document.rindex("</")
        path = tmp_path / "template.xml"
        template = TEMPLATE.format(c14n=c14n, method=method, digest=digest)
        path.write_text(document[:end] + template + document[end:], encoding="utf-8")
        done = subprocess.run(["xmlsec1", "--sign", "--privkey-pem", key, path], check=True, capture_output=True)
        return done.stdout
    return go


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("c14n", [C14N, EXCLUSIVE], ids=["inclusive", "exclusive"])
@pytest.mark.parametrize("method", METHODS)
def test_what_xmlsec_signs_passes(verify, xmlsec, shared, seal, document, c14n, method):
    text = (shared / document).read_bytes().decode("utf-8")
    signed = xmlsec(text, c14n, *METHODS[method])
    status, verdict = verify(signed, "--allow-weak", trust=[seal])
    assert status == 0, verdict
    weak = method in ("sha1", "dk")
    assert verdict["signatures"][0]["strength"] == ("weak" if weak else "acceptable")
    assert verify(signed, trust=[seal])[0] == (2 if weak else 0)


def test_a_digest_of_sha1_is_weak_under_a_strong_signature(verify, xmlsec, shared, seal):
    signed = xmlsec((shared / DOCUMENTS[0]).read_text(), C14N, RSA_SHA256, DSIG + "sha1")
    assert verify(signed, trust=[seal])[0] == 2 and verify(signed, "--allow-weak", trust=[seal])[0] == 0


def test_small_keys_are_weak_and_smaller_ones_none(verify, xmlsec, shared, tmp_path):
    text = (shared / DOCUMENTS[0]).read_text()
    for bits, allowed, strict in ((1024, 0, 2), (768, 1, 1)):
        key, cert = make_key(tmp_path, f"rsa{bits}", bits)
        signed = xmlsec(text, C14N, *METHODS["sha256"], key=f"{key},{cert}")
        assert verify(signed, trust=[cert] if bits == 1024 else ())[0] == strict
        assert verify(signed, "--allow-weak", trust=[cert] if bits == 1024 else ())[0] == allowed


def test_a_strangers_certificate_sent_along_earns_nothing(verify, xmlsec, shared, seal, stranger):
    signed = xmlsec((shared / DOCUMENTS[0]).read_text(), C14N, *METHODS["sha256"], key=f"{stranger[0]},{stranger[1]}")
    assert verify(signed, trust=[seal])[0] == 1
    status, verdict = verify(signed)
    assert status == 2 and words(verdict) == ("INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND")


@pytest.fixture(scope="session")
def java(top, tmp_path_factory):
    """java("sign", …) or java("verify", …): what the JDK's XML signatures print."""
    if not shutil.which("javac"):
        pytest.skip("no JDK is installed")
    classes = tmp_path_factory.mktemp("classes")
    subprocess.run(["javac", "-d", classes, top / "tests" / "trust" / "XmlSignature.java"], check=True)

    def go(*arguments):
        return subprocess.run(["java", "-XX:TieredStopAtLevel=1", "-cp", classes, "XmlSignature", *map(str, arguments)], check=True,
                              capture_output=True, text=True).stdout.strip()
    return go


@pytest.mark.parametrize("c14n", [C14N, EXCLUSIVE], ids=["inclusive", "exclusive"])
def test_what_the_jdk_signs_passes(verify, java, shared, own, seal, tmp_path, c14n):
    key, out = tmp_path / "key.der", tmp_path / "signed.xml"
    subprocess.run(["openssl", "pkcs8", "-topk8", "-nocrypt", "-outform", "DER", "-in", own / "pki" / "seal-rsa-TEST-ONLY-key.pem",
                    "-out", key], check=True)
    for document in DOCUMENTS:
        java("sign", key, seal, shared / document, out, c14n, RSA_SHA256)
        status, verdict = verify(out, trust=[seal])
        assert status == 0, verdict


# ---- made here, verified elsewhere ----

@pytest.fixture
def sign(run, own, seal, tmp_path):
    """sign(path, options…): the path of the document signed by edu sign."""
    def go(path, *options, key=own / "pki" / "seal-rsa-TEST-ONLY-key.pem"):
        out = tmp_path / "made.xml"
        done = run("sign", "--suite", "xmldsig", "--key", key, "--cert", seal, "-o", out, *options, path)
        assert done.returncode == 0, done.stderr
        return out
    return go


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512", "RSA-SHA1"])
def test_xmlsec_verifies_what_is_signed_here(sign, verify, shared, seal, document, algorithm):
    if not shutil.which("xmlsec1"):
        pytest.skip("xmlsec1 is not installed")
    out = sign(shared / document, "--algorithm", algorithm)
    done = subprocess.run(["xmlsec1", "--verify", "--pubkey-cert-pem", seal, out], capture_output=True)
    assert done.returncode == 0, done.stderr
    assert verify(out, "--allow-weak", trust=[seal])[0] == 0
    changed = out.read_bytes().replace(b"2026", b"2027", 1).replace(b"2016", b"2017", 1)
    assert verify(changed, "--allow-weak", trust=[seal])[0] == 1


def test_the_jdk_verifies_what_is_signed_here(sign, java, shared, seal):
    for document in DOCUMENTS:
        out = sign(shared / document)
        assert java("verify", seal, out) == "valid"


def test_the_danish_document_gets_the_digest_it_had(sign, shared):
    out = sign(shared / DOCUMENTS[1], "--algorithm", "RSA-SHA1")
    assert b"<DigestValue>566hBVm+e8ISEXx+O3T91TvdGCg=</DigestValue>" in out.read_bytes()


def test_signing_keeps_every_byte_and_repeats_itself(sign, shared):
    before, after = (shared / DOCUMENTS[0]).read_bytes(), sign(shared / DOCUMENTS[0]).read_bytes()
    start, end = after.index(b"<Signature"), after.index(b"</Signature>") + len(b"</Signature>")
    assert after[:start] + after[end:] == before
    assert sign(shared / DOCUMENTS[0]).read_bytes() == after


def test_xml_is_signed_so_by_default_with_pkcs12(run, verify, own, shared, seal, tmp_path):
    word, out = tmp_path / "word", tmp_path / "made.xml"
    word.write_text("libedu-test\n")
    done = run("sign", "--key", own / "pki" / "seal-rsa-TEST-ONLY.p12", "--password-file", word, "-o", out, shared / DOCUMENTS[0])
    assert done.returncode == 0, done.stderr
    assert verify(out, trust=[seal])[0] == 0


def test_signing_elsewhere_with_an_openssl_process(run, verify, own, shared, seal, tmp_path):
    state, data, value, out = (tmp_path / name for name in ("state", "data", "value", "out.xml"))
    done = run("sign", "--key", seal, "--cert", seal, "--prepare", state, "-o", data, shared / DOCUMENTS[0])
    assert done.returncode == 0, done.stderr
    subprocess.run(["openssl", "dgst", "-sha256", "-sign", own / "pki" / "seal-rsa-TEST-ONLY-key.pem", "-out", value, data], check=True)
    done = run("sign", "--finish", state, "--signature", value, "-o", out)
    assert done.returncode == 0, done.stderr
    assert verify(out, trust=[seal])[0] == 0


@pytest.mark.parametrize("change,rule", [
    (lambda s: s, b"xmldsig/signed"),
    (lambda s: s.replace("elmo-schemas", "other-schemas"), b"xmldsig/profile"),
    (lambda s: '<elmo xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1"/>', b"xmldsig/empty"),
], ids=["signed", "other", "empty"])
def test_what_is_not_signed(run, own, seal, signed, change, rule):
    done = run("sign", "--key", own / "pki" / "seal-rsa-TEST-ONLY-key.pem", "--cert", seal, "-", data=change(signed).encode())
    assert done.returncode != 0 and rule in done.stderr and not done.stdout


def test_emrex_has_no_other_keys_than_rsa(run, own, shared, tmp_path):
    made = run("keygen", "--type", "Ed25519", "-o", tmp_path / "key")
    done = run("sign", "--suite", "xmldsig", "--key", tmp_path / "key", shared / DOCUMENTS[0])
    assert made.returncode == 0 and done.returncode != 0 and b"xmldsig/algorithm" in done.stderr

"""Documents and programs to try the bindings on."""
import re


def credential(note):
    """A credential with one member that no table knows; note is its value as JSON."""
    return ('{"@context":["https://www.w3.org/2018/credentials/v1","http://data.europa.eu/snb/model/context/edc-ap"],'
            '"id":"urn:credential:1","type":["VerifiableCredential","EuropeanDigitalCredential"],'
            f'"credentialSubject":{{"id":"urn:person:1","type":"Person"}},"note":{note}}}').encode()


def examples(top, language):
    """The pieces of code in that language in the documentation."""
    pages = [top / "README.md", top / "docs" / "bindings.md"]
    return [code for page in pages for code in re.findall(rf"```{language}\n(.*?)```", page.read_text(), re.S)]

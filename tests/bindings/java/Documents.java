package org.libedu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** What the tests read. */
final class Documents {
	static final Path TRANSCRIPT = Paths.get(System.getProperty("edu.top", "."), "examples", "transcript.xml");

	private Documents() {
	}

	static byte[] bytes(Path path) {
		try {
			return Files.readAllBytes(path);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	static byte[] transcript() {
		return bytes(TRANSCRIPT);
	}

	static byte[] supplement() {
		return bytes(TRANSCRIPT.resolveSibling("supplement.json"));
	}

	static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** A credential with one member that no table knows; note is its value as JSON. */
	static byte[] credential(String note) {
		return utf8("{\"@context\":[\"https://www.w3.org/2018/credentials/v1\","
				+ "\"http://data.europa.eu/snb/model/context/edc-ap\"],\"id\":\"urn:credential:1\","
				+ "\"type\":[\"VerifiableCredential\",\"EuropeanDigitalCredential\"],"
				+ "\"credentialSubject\":{\"id\":\"urn:person:1\",\"type\":\"Person\"},\"note\":" + note + "}");
	}
}

package org.libedu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libedu.Trust.Piece;

/** Seals and proofs, verdicts on them, selective disclosure. */
class TrustTest {
	private static final Instant AT = Instant.parse("2026-01-15T09:00:00Z");

	private final byte[] key = Trust.makeKey("Ed25519");
	private final List<Piece> keys = List.of(Piece.of(key));
	private final String did = Trust.publicKey(keys, "did");
	private final List<Piece> anchors = List.of(Piece.of(Documents.utf8(did)));

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private byte[] signed() {
		return Trust.sign(Documents.utf8("{\"issuer\":\"" + did + "\",\"credentialSubject\":{\"grade\":8}}"), null, keys, AT);
	}

	@Test
	void proofsPassWithWhomIsTrusted() {
		try (Verdict verdict = Trust.verify(signed(), anchors, VerifyOptions.at(AT))) {
			assertEquals("TOTAL-PASSED", verdict.getIndication());
			assertTrue(verdict.isGood());
			assertEquals("{\"issuer\"", verdict.getPayload().orElseThrow().substring(0, 9));
			Verdict.Signature one = verdict.getSignatures().get(0);
			assertEquals("eddsa-jcs-2022", one.get("suite"));
			assertEquals("proven", one.get("binding"));
			assertEquals("intact", one.get("integrity"));
			assertTrue(one.getRemarks().stream().anyMatch(r -> r.getText().startsWith("The content is unchanged")));
			assertThrows(IllegalArgumentException.class, () -> one.get("nothing"));
		}
	}

	@Test
	void badSignaturesAreAnswers() {
		byte[] changed = Documents.utf8(text(signed()).replace("\"grade\":8", "\"grade\":9"));
		try (Verdict verdict = Trust.verify(changed, anchors, VerifyOptions.at(AT))) {
			assertEquals("TOTAL-FAILED", verdict.getIndication());
			assertFalse(verdict.isGood());
			assertFalse(verdict.getPayload().isPresent());
			assertFalse(verdict.getDocument().isPresent());
			assertFalse(verdict.getSignatures().get(0).get("rule").isEmpty());
		}
	}

	@Test
	void nobodyIsTrustedUnlessGiven() {
		try (Verdict verdict = Trust.verify(signed(), List.of(), VerifyOptions.at(AT))) {
			assertEquals("INDETERMINATE", verdict.getIndication());
			assertEquals("NO_CERTIFICATE_CHAIN_FOUND", verdict.getSubIndication());
		}
	}

	@Test
	void whatIsNoDocumentIsRefused() {
		assertThrows(EduFormatException.class, () -> Trust.verify(Documents.utf8("nonsense"), List.of(), VerifyOptions.at(AT)));
		assertThrows(EduKeyException.class,
				() -> Trust.verify(Documents.utf8("{}"), List.of(Piece.of(Documents.utf8("no key"))), VerifyOptions.at(AT)));
	}

	@Test
	void resourcesAnswerForUrls() {
		byte[] data = Trust.sign(Documents.utf8("{\"issuer\":\"" + did + "\",\"credentialStatus\":{\"type\":\"BitstringStatusListEntry\","
				+ "\"statusPurpose\":\"revocation\",\"statusListIndex\":\"1\",\"statusListCredential\":\"https://x.example/l\"}}"),
				null, keys, AT);
		try (Verdict verdict = Trust.verify(data, anchors, VerifyOptions.at(AT).resource("https://x.example/l", Documents.utf8("[]")))) {
			assertEquals("unknown", verdict.getStatus());
			assertTrue(verdict.getRemarks().stream().anyMatch(r -> r.getRule().startsWith("status/")));
		}
	}

	@Test
	void transcriptsAreDisclosedInParts() {
		byte[] claims = Documents.utf8("{\"iss\":\"" + did + "\",\"vct\":\"urn:t\",\"name\":\"Zoë\",\"courses\":[1,2]}");
		List<Piece> holder = List.of(Piece.of(Trust.makeKey("Ed25519")));
		byte[] token = Trust.issue(claims, "{\"alone\":[\"/name\"]}", List.of("/courses/*"), Trust.publicKey(holder, "jwk"), keys, AT);
		assertEquals(4, text(token).chars().filter(c -> c == '~').count());

		byte[] shown = Trust.present(token, List.of("/name"), null, holder, "https://v.example", "n", AT);
		try (Verdict verdict = Trust.verify(shown, anchors, VerifyOptions.at(AT).holder("https://v.example", "n"))) {
			assertTrue(verdict.isGood());
			assertEquals("proven", verdict.getSignatures().get(0).get("holder"));
			assertTrue(verdict.getPayload().orElseThrow().contains("\"name\":\"Zoë\""));
		}
		try (Verdict verdict = Trust.verify(Trust.present(token, List.of(), null), anchors, VerifyOptions.at(AT).holder(null, null))) {
			assertFalse(verdict.isGood());
			assertFalse(verdict.getPayload().orElseThrow().contains("Zoë"));
		}
		assertThrows(EduInvalidException.class, () -> Trust.present(token, List.of("/nothing"), null));
	}

	@Test
	void keysAreForgotten() {
		Piece one = Piece.encrypted("geheim".toCharArray(), key);
		one.forget();
		assertThrows(EduKeyException.class, () -> Trust.publicKey(List.of(one), "jwk"));
	}
}

package org.libedu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The messages of EMREX, there and back. */
class EmrexTest {
	private static final String SESSION = "0123456789abcdef0123456789abcdef";
	private static final EmrexPerson MAJA = new EmrexPerson("Lindqvist-Oravec", "Maja", "2002-02-28");

	private static byte[] ok() {
		return Emrex.response(SESSION, EmrexOutcome.OK, null, Documents.transcript());
	}

	@Test
	void requestsGoThereAndBack() {
		byte[] body = Emrex.request(SESSION, "https://client.example/return?a=1", Map.of("hei_id", "å & b"));
		EmrexRequest request = Emrex.readRequest(body);
		assertEquals(SESSION, request.getSessionId());
		assertEquals("https://client.example/return?a=1", request.getReturnUrl().orElseThrow());
		assertTrue(request.getFields().contains(Map.entry("hei_id", "å & b")));
		assertEquals("emrex/missing", assertThrows(EduInvalidException.class,
				() -> Emrex.readRequest(Documents.utf8("returnUrl=x"))).getRule());
	}

	@Test
	void pagesPostThemselves() {
		String page = new String(Emrex.requestPage(SESSION, "https://client.example/", Map.of(), "https://emp.example/init"),
				StandardCharsets.UTF_8);
		assertTrue(page.contains("action=\"https://emp.example/init\""));
		assertThrows(EduInvalidException.class, () -> Emrex.responsePage(SESSION, EmrexOutcome.CANCELLED, null, null, "javascript:x"));
	}

	@Test
	void returnAddressesAreChecked() {
		Emrex.checkReturnUrl("https://client.example/return", List.of("b.example", "client.example"), false);
		Emrex.checkReturnUrl("http://127.0.0.1:8080/", List.of(), true);
		for (String url : List.of("https://evil.example/", "http://client.example/", "https://u@client.example/"))
			assertThrows(EduInvalidException.class, () -> Emrex.checkReturnUrl(url, List.of("client.example"), false));
	}

	@Test
	void transcriptsArriveByteForByte() {
		try (EmrexReply reply = Emrex.receive(ok(), SESSION, MAJA, ReceiveOptions.DEFAULTS)) {
			assertEquals("unverified", reply.getVerdict());
			assertEquals("not checked", reply.getSignature());
			assertEquals(0, reply.getNameDistance());
			assertEquals("equal", reply.getBirth());
			assertTrue(reply.getNotes().isEmpty());
			assertArrayEquals(Documents.transcript(), reply.getDocument().orElseThrow().getOriginal().orElseThrow());
		}
	}

	@Test
	void refusalsSayWhy() {
		try (EmrexReply reply = Emrex.receive(ok(), "another", MAJA, ReceiveOptions.DEFAULTS)) {
			assertEquals("other-session", reply.getVerdict());
			assertEquals("emrex/other-session", reply.getRule());
			assertFalse(reply.getReason().isEmpty());
			assertFalse(reply.getDocument().isPresent());
			assertEquals(-1, reply.getNameDistance());
		}
		EmrexPerson other = new EmrexPerson("Somebody", "Else", null);
		try (EmrexReply reply = Emrex.receive(ok(), SESSION, other, ReceiveOptions.DEFAULTS)) {
			assertEquals("other-person", reply.getVerdict());
		}
		byte[] cancelled = Emrex.response(SESSION, EmrexOutcome.CANCELLED, "bye <b>", null);
		try (EmrexReply reply = Emrex.receive(cancelled, SESSION, MAJA, ReceiveOptions.DEFAULTS)) {
			assertEquals("learner-cancelled", reply.getVerdict());
			assertEquals("bye <b>", reply.getMessage());
		}
	}

	@Test
	void optionsLoosenTheMatch() {
		EmrexPerson near = new EmrexPerson("Lindqvist-Oravek", "Maja", null);
		ReceiveOptions loose = ReceiveOptions.DEFAULTS.nameDistance(1).withoutBirthDate(true);
		try (EmrexReply reply = Emrex.receive(ok(), SESSION, near, loose)) {
			assertEquals("unverified", reply.getVerdict());
			assertEquals(1, reply.getNameDistance());
		}
	}

	@Test
	void signaturesAreVerified() {
		Path folder = Documents.TRANSCRIPT.resolveSibling("emrex");
		byte[] signed = Documents.bytes(folder.resolve("signed.xml"));
		String pem = new String(Documents.bytes(folder.resolve("provider.pem")), StandardCharsets.US_ASCII);
		ReceiveOptions options = ReceiveOptions.DEFAULTS.certificate(pem, Instant.parse("2026-12-01T00:00:00Z"));
		byte[] body = Emrex.response(SESSION, EmrexOutcome.OK, null, signed);
		try (EmrexReply reply = Emrex.receive(body, SESSION, MAJA, options)) {
			assertEquals("accepted", reply.getVerdict());
			assertEquals("verified", reply.getSignature());
		}
	}

	@Test
	void anUnsignedTranscriptIsRefusedWhereSignaturesAreVerified() {
		byte[] key = Documents.bytes(Documents.TRANSCRIPT.resolveSibling("emrex").resolve("provider.pem"));
		ReceiveOptions options = ReceiveOptions.DEFAULTS
				.certificate(new String(key, StandardCharsets.US_ASCII), Instant.parse("2026-02-01T00:00:00Z")).allowWeak(true);
		try (EmrexReply reply = Emrex.receive(ok(), SESSION, MAJA, options)) {
			assertEquals("bad-signature", reply.getVerdict());
			assertEquals("emrex/not-signed", reply.getRule());
			assertEquals("refused", reply.getSignature());
		}
		assertThrows(EduException.class, () -> Emrex.receive(ok(), SESSION, MAJA,
				ReceiveOptions.DEFAULTS.certificate("no certificate", Instant.EPOCH)));
	}
}

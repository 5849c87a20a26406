package org.libedu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Conversion, its ledger, and validation. */
class ConvertTest {
	private static final ConvertOptions OPTIONS = ConvertOptions.DEFAULTS.supplement(Documents.supplement());

	@Test
	void convertsAndAccounts() {
		try (Document source = Document.read(Documents.transcript()); Result result = source.convert("elm", OPTIONS)) {
			Ledger ledger = result.getLedger();
			assertEquals("elm", result.getDocument().getFormat());
			assertTrue(new String(result.getDocument().write(), StandardCharsets.UTF_8).contains("Maja"));
			assertTrue(ledger.count(Outcome.EXACT) > 20);
			List<LedgerEntry> entries = ledger.getEntries();
			for (Outcome outcome : Outcome.values())
				assertEquals((long) ledger.getCounts().get(outcome), entries.stream().filter(e -> e.getOutcome() == outcome).count());
			assertTrue(entries.stream().allMatch(e -> e.getSource().isPresent() || e.getOutcome() == Outcome.DEFAULTED));
			assertTrue(entries.stream().anyMatch(e -> e.getTarget().isPresent() && !e.getRule().isEmpty()));
			assertEquals(entries.size() + 2, new String(ledger.toBytes(), StandardCharsets.UTF_8).split("\n").length);
		}
	}

	@Test
	void theNewDocumentOutlivesItsSource() {
		Document source = Document.read(Documents.transcript());
		try (Result result = source.convert("elm", OPTIONS)) {
			byte[] before = result.getDocument().write();
			source.close();
			assertArrayEquals(before, result.getDocument().write());
		}
	}

	@Test
	void strictThrowsWithTheLedger() {
		String extended = new String(Documents.transcript(), StandardCharsets.UTF_8)
				.replace("</elmo>", "<extension><x xmlns=\"urn:x\">foreign</x></extension></elmo>");
		try (Document source = Document.read(Documents.utf8(extended))) {
			EduLossException e = assertThrows(EduLossException.class, () -> source.convert("elm", OPTIONS.strict(true)));
			assertEquals(-9, e.getCode());
			assertTrue(e.getLedger().getEntries().stream().anyMatch(
					x -> x.getOutcome() == Outcome.LOST && x.getSource().get().equals("/elmo/extension[1]/x[1]")));
		}
	}

	@Test
	void carries() {
		try (Document source = Document.read(Documents.transcript());
				Result result = source.convert("elm", OPTIONS.carry(Carry.ORIGINAL))) {
			assertEquals(0, result.getLedger().count(Outcome.LOST));
		}
	}

	@Test
	void refuses() {
		try (Document source = Document.read(Documents.transcript())) {
			assertThrows(EduArgumentException.class, () -> source.convert("no-such-format"));
			assertThrows(EduException.class, () -> source.convert("no such 😀 format".repeat(20)));
			assertThrows(EduException.class,
					() -> source.convert("elm", ConvertOptions.DEFAULTS.supplement(Documents.utf8("["))));
			assertThrows(EduException.class, () -> source.validate("no-such-profile"));
		}
	}

	@Test
	void validates() {
		String bad = new String(Documents.transcript(), StandardCharsets.UTF_8).replace("2002-02-28", "28.2.2002");
		try (Document good = Document.read(Documents.transcript()); Document document = Document.read(Documents.utf8(bad))) {
			assertFalse(good.validate().stream().anyMatch(f -> f.getSeverity() == Severity.ERROR));
			List<Finding> errors = document.validate().stream().filter(f -> f.getSeverity() == Severity.ERROR)
					.collect(Collectors.toList());
			assertEquals(1, errors.size());
			assertEquals("/elmo/learner[1]/bday[1]", errors.get(0).getPath());
			assertEquals(9, errors.get(0).getLine());
			assertTrue(errors.get(0).getColumn() > 0);
			assertFalse(errors.get(0).getRule().isEmpty());
			assertFalse(errors.get(0).toString().contains("28.2.2002"));
		}
	}

	@Test
	void allPlacesOfAFinding() {
		byte[] bad = Documents.bytes(Paths.get(System.getProperty("edu.top", "."), "tests/corpus/elm/invalid/two-dates.jsonld"));
		try (Document document = Document.read(bad)) {
			List<Finding> several = document.validate("edc-generic-full").stream().filter(f -> !f.getAlso().isEmpty())
					.collect(Collectors.toList());
			assertEquals(1, several.size());
			assertEquals("/issued/1", several.get(0).getPath());
			assertEquals("146: /issued/0", several.get(0).getAlso().get(0).toString());
			assertEquals(3, several.get(0).getAlso().get(0).getColumn());
		}
	}

	@Test
	void reportsAreUnderstood() {
		JsonLine line = JsonLine.parseAll(Documents.utf8(
				"{\"counts\":{\"exact\":1},\"a\": null, \"b\": 12,\"c\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é😀\"}\n")).get(0);
		assertTrue(line.has("a") && line.text("a") == null && !line.has("counts"));
		assertEquals(12, line.number("b"));
		assertEquals("\"\\/\b\f\n\r\té😀é😀", line.text("c"));
		assertThrows(IllegalStateException.class, () -> JsonLine.parseAll(Documents.utf8("[]")));
	}
}

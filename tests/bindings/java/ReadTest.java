package org.libedu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading, walking and writing. */
class ReadTest {
	private static Document transcript() {
		return Document.read(Documents.transcript());
	}

	@Test
	void whatTheLibraryIs() {
		assertTrue(Libedu.version().matches("\\d+\\.\\d+\\.\\d+"));
		assertTrue(Libedu.formats().stream().anyMatch(f -> f.toString().equals("elmo@1.7") && f.canRead() && f.canWrite()
				&& f.getSyntax().equals("xml") && !f.getTitle().isEmpty()));
		assertTrue(Libedu.formats().stream().anyMatch(f -> f.getName().equals("elm") && f.isDefault()));
	}

	@Test
	void codesAreFoundFromEachSide() {
		Scheme country = Libedu.scheme("country");
		Code ireland = country.find("IRL").orElseThrow();
		assertTrue(Libedu.schemes().contains("country"));
		assertEquals("Ireland", ireland.getLabel());
		assertEquals(ireland, country.findOther("IE").orElseThrow());
		assertEquals(ireland, country.find(ireland.getIri()).orElseThrow());
		assertTrue(country.find("IRE").isEmpty());
		assertEquals(8, Libedu.scheme("eqf").getCodes().size());
		assertThrows(EduArgumentException.class, () -> Libedu.scheme("no such scheme"));
	}

	@Test
	void readsFromEverySource() throws IOException {
		byte[] data = Documents.transcript();
		ByteBuffer direct = ByteBuffer.allocateDirect(data.length + 2).put((byte) 'x').put(data).put((byte) 'x');
		direct.position(1).limit(data.length + 1);
		List<Document> documents = List.of(Document.read(data), Document.read(Documents.TRANSCRIPT),
				Document.read(new ByteArrayInputStream(data)), Document.read(ByteBuffer.wrap(data), ReadOptions.DEFAULTS),
				Document.read(direct, ReadOptions.DEFAULTS));
		for (Document document : documents) {
			assertEquals("elmo", document.getFormat());
			assertEquals("1.5", document.getVersion());
			assertArrayEquals(data, document.getOriginal().get());
			document.close();
		}
		assertEquals(1, direct.position());
	}

	@Test
	void options() {
		try (Document document = Document.read(Documents.transcript(), ReadOptions.DEFAULTS.format("elmo").keepOriginal(false))) {
			assertFalse(document.getOriginal().isPresent());
		}
		ReadOptions wrong = ReadOptions.DEFAULTS.format("elm");
		assertThrows(EduException.class, () -> Document.read(Documents.transcript(), wrong));
		assertThrows(IllegalArgumentException.class,
				() -> Document.read(Documents.transcript(), wrong.format("elm\0" + "o".repeat(200))));
		assertThrows(NullPointerException.class, () -> Document.read((byte[]) null));
	}

	@Test
	void walks() {
		try (Document document = transcript()) {
			Node root = document.getRoot();
			Node learner = root.getChild("learner").get();
			Node name = learner.getChild("givenNames").get();
			assertEquals(Kind.ELEMENT, root.getKind());
			assertEquals("elmo", root.getName());
			assertEquals("Elmo", root.getClassName());
			assertEquals("Maja", name.getText().get());
			assertEquals("/elmo/learner[1]/givenNames[1]", name.getPath());
			assertEquals(7, name.getLine());
			assertEquals(5, name.getColumn());
			assertEquals(Kind.ATTRIBUTE, learner.getChild("identifier").get().getChild("type").get().getKind());
			assertEquals(root, learner.getParent().get());
			assertEquals(learner.hashCode(), root.getChild("learner").get().hashCode());
			assertNotEquals(root, learner);
			assertSame(document, name.getDocument());
			assertFalse(root.getChild("nothing").isPresent());
			assertFalse(root.getChild("learner\0").isPresent());
			assertFalse(root.getChild("n".repeat(1000)).isPresent());
			List<String> names = new ArrayList<>();
			for (Node child : learner)
				if (child.getKind() == Kind.ELEMENT)
					names.add(child.getName());
			assertEquals(List.of("citizenship", "identifier", "givenNames", "familyName", "bday", "placeOfBirth", "gender"),
					names);
			assertFalse(name.toString().contains("Maja"));
		}
	}

	@Test
	void anyTextBothWays() {
		List<String> escapes = List.of("x😀y", "a\\u0000b", "\\u0000", "", "ﷺ\\u2028\\udbff\\udfff", "é".repeat(5000));
		List<String> texts = List.of("x😀y", "a\0b", "\0", "", "ﷺ\u2028\udbff\udfff", "é".repeat(5000));
		for (int i = 0; i < texts.size(); i++)
			try (Document document = Document.read(Documents.credential("\"" + escapes.get(i) + "\""));
					Document again = Document.read(document.write(true))) {
				assertEquals(texts.get(i), document.getRoot().getChild("note").get().getText().get());
				assertEquals(texts.get(i), again.getRoot().getChild("note").get().getText().get());
			}
	}

	@Test
	void anyNameBothWays() {
		String longName = "😀".repeat(100);
		try (Document document = Document.read(Documents.credential("{\"😀\":1,\"" + longName + "\":2}"))) {
			Node note = document.getRoot().getChild("note").get();
			assertEquals("1", note.getChild("😀").get().getText().get());
			assertEquals("2", note.getChild(longName).get().getText().get());
			assertEquals("😀", note.getFirst().get().getName());
			assertEquals(longName, note.getFirst().get().getNext().get().getName());
		}
	}

	@Test
	void writes() throws IOException {
		try (Document document = transcript(); Document again = Document.read(document.write())) {
			ByteArrayOutputStream stream = new ByteArrayOutputStream();
			document.writeTo(stream);
			assertArrayEquals(document.write(), stream.toByteArray());
			assertEquals("Maja", again.getRoot().getChild("learner").get().getChild("givenNames").get().getText().get());
		}
		try (Document document = Document.read(Documents.credential("1.50"))) {
			assertTrue(document.write(true).length < document.write().length);
		}
	}

	@Test
	void errorsSayWhere() {
		EduSyntaxException e = assertThrows(EduSyntaxException.class,
				() -> Document.read(Documents.utf8("{\"é😀\": 1,\n \"é😀\": 2}")));
		assertEquals(-3, e.getCode());
		assertEquals("json/duplicate-member", e.getRule());
		assertEquals("/é😀", e.getPath());
		assertEquals(2, e.getLine());
		assertTrue(e.getColumn() > 0 && e.getOffset() > 0 && !e.getMessage().isEmpty());
		assertThrows(EduFormatException.class, () -> Document.read(Documents.utf8("{}")));
		assertThrows(EduException.class, () -> Document.read(new byte[0]));
		assertThrows(EduException.class, () -> Document.read(ByteBuffer.allocateDirect(0), ReadOptions.DEFAULTS));
	}

	@Test
	void everyStatusHasItsException() {
		byte[] text = Documents.utf8("/a");
		for (int code = -15; code < 0; code++) {
			EduException e = Errors.of(code, text, text, text, 1, 2, 3);
			assertNotEquals(EduException.class, e.getClass());
			assertEquals(code, e.getCode());
		}
		assertEquals(EduException.class, Errors.of(-99, text, text, text, 1, 2, 3).getClass());
	}
}

package org.libedu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.libedu.core.Credential;
import org.libedu.core.Person;

/** Closing, collecting, and many threads. */
class LifetimeTest {
	private static Document transcript() {
		return Document.read(Documents.transcript());
	}

	@Test
	void closedDocumentsThrow() {
		Document document = transcript();
		Node root = document.getRoot();
		Credential record = document.getRecord();
		document.close();
		document.close();
		List<Executable> uses = List.of(document::getFormat, document::getRoot, document::getRecord, document::write,
				document::validate, () -> document.convert("elm"), root::getName, root::getText, root::iterator,
				() -> root.getChild("learner"), record::getLearner, record::getTitles);
		for (Executable use : uses)
			assertEquals("document is closed", assertThrows(IllegalStateException.class, use).getMessage());
		assertTrue(document.toString().contains("closed") && root.toString().contains("closed"));
	}

	@Test
	void nativeFunctionsRefuseNothing() {
		assertThrows(IllegalStateException.class, () -> NativeJNI.edb_format(0));
		assertThrows(IllegalArgumentException.class,
				() -> NativeJNI.edb_open_direct(null, java.nio.ByteBuffer.allocate(3), 0, 1));
	}

	@Test
	void numbersThatAreNoNodes() {
		try (Document document = transcript()) {
			for (int ref : new int[] { 0, Integer.MAX_VALUE, -1 }) {
				Node node = new Node(document, ref);
				assertEquals(Kind.NONE, node.getKind());
				assertEquals("", node.getName() + node.getText().orElse("") + node.getPath());
				assertTrue(node.getFirst().isEmpty() && node.getParent().isEmpty() && node.getNext().isEmpty());
			}
		}
	}

	/** Nodes keep their documents, whatever is collected first; documents that nobody keeps go. */
	@Test
	void anyOrderOfCollection() throws InterruptedException {
		List<Node> nodes = new ArrayList<>();
		List<Person> learners = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			Document document = transcript();
			if (i % 10 == 0) {
				nodes.add(document.getRoot().getChild("learner").get());
				learners.add(transcript().getRecord().getLearner().get());
			}
			if (i % 50 == 0)
				System.gc();
		}
		for (int round = 0; round < 3; round++) {
			System.gc();
			Thread.sleep(20);
			for (Node node : nodes)
				assertEquals("Maja", node.getChild("givenNames").get().getText().get());
			for (Person learner : learners)
				assertEquals("Maja", learner.getGivenName().get().getValue());
			nodes.subList(0, nodes.size() / 2).clear();
			learners.subList(learners.size() / 2, learners.size()).clear();
		}
	}

	private static void inThreads(int count, Callable<?> work) throws InterruptedException, ExecutionException {
		ExecutorService pool = Executors.newFixedThreadPool(count);
		List<Future<?>> done = new ArrayList<>();
		for (int i = 0; i < count; i++)
			done.add(pool.submit(work));
		for (Future<?> one : done)
			one.get();
		pool.shutdown();
	}

	@Test
	void threadsWithTheirOwnDocuments() throws Exception {
		inThreads(4, () -> {
			for (int i = 0; i < 20; i++)
				try (Document document = transcript()) {
					assertEquals("Maja", document.getRecord().getLearner().get().getGivenName().get().getValue());
				}
			return null;
		});
	}

	@Test
	void threadsWithOneDocument() throws Exception {
		try (Document document = transcript()) {
			byte[] expected = document.write();
			inThreads(4, () -> {
				for (int i = 0; i < 20; i++) {
					assertArrayEquals(expected, document.write());
					assertEquals("Maja", document.getRecord().getLearner().get().getGivenName().get().getValue());
				}
				return null;
			});
		}
	}

	@Test
	void closingWhileOthersWork() throws Exception {
		for (int round = 0; round < 20; round++) {
			Document document = transcript();
			inThreads(3, () -> {
				try {
					for (int i = 0; i < 10; i++) {
						document.write();
						document.validate();
						if (i == 5)
							document.close();
					}
				} catch (IllegalStateException e) {
					assertEquals("document is closed", e.getMessage());
				}
				return null;
			});
		}
	}
}

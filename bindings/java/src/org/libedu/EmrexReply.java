package org.libedu;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A client's decision on a response of EMREX. Closing it closes its document. */
public final class EmrexReply implements AutoCloseable {
	private final JsonLine decision;
	private final Document document;

	EmrexReply(JsonLine decision, Document document) {
		this.decision = decision;
		this.document = document;
	}

	/**
	 * The verdict.
	 *
	 * @return "accepted", "unverified", "bad-signature", "other-person", …; only the first two come with a document
	 */
	public String getVerdict() {
		return decision.text("verdict");
	}

	/**
	 * The transcript, exactly as it was sent.
	 *
	 * @return empty with a refusal
	 */
	public Optional<Document> getDocument() {
		return Optional.ofNullable(document);
	}

	/**
	 * The rule that a refusal rests on.
	 *
	 * @return its id; "" where it is none
	 */
	public String getRule() {
		return decision.text("rule");
	}

	/**
	 * Why it is a refusal, for people.
	 *
	 * @return "" where it is none
	 */
	public String getReason() {
		return decision.text("reason");
	}

	/**
	 * The provider's message: foreign text, to be escaped.
	 *
	 * @return "" where there is none
	 */
	public String getMessage() {
		return decision.text("message");
	}

	/**
	 * What is known of the signature.
	 *
	 * @return "verified", "refused", "not checked"
	 */
	public String getSignature() {
		return decision.text("signature");
	}

	/**
	 * What was odd about the response.
	 *
	 * @return sentences
	 */
	public List<String> getNotes() {
		return decision.text("notes").lines().collect(Collectors.toList());
	}

	/**
	 * How many letters are between the learner's name and the person's: the name that comes closest.
	 *
	 * @return 0: the same; -1 where it didn't come to that
	 */
	public int getNameDistance() {
		return decision.number("matched") == 0 ? -1 : (int) decision.number("name");
	}

	/**
	 * How the birth dates compare.
	 *
	 * @return "equal", "different", "missing"; "" where it didn't come to that
	 */
	public String getBirth() {
		return decision.number("matched") == 0 ? "" : decision.text("birth");
	}

	@Override
	public void close() {
		if (document != null)
			document.close();
	}
}

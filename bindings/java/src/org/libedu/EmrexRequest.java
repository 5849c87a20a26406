package org.libedu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client asks of a provider of EMREX. */
public final class EmrexRequest {
	private final String sessionId;
	private final String returnUrl;
	private final List<Map.Entry<String, String>> fields = new ArrayList<>();

	EmrexRequest(List<JsonLine> lines) {
		JsonLine first = lines.get(0);
		sessionId = first.text("session_id");
		returnUrl = first.has("return_url") ? first.text("return_url") : null;
		for (JsonLine line : lines.subList(1, lines.size()))
			fields.add(Map.entry(line.text("name"), line.text("value")));
	}

	/**
	 * The session id, to be returned unchanged.
	 *
	 * @return 1 to 32 characters
	 */
	public String getSessionId() {
		return sessionId;
	}

	/**
	 * Where the response is to be posted. Emrex.checkReturnUrl() says whether it may.
	 *
	 * @return empty where none was given
	 */
	public Optional<String> getReturnUrl() {
		return Optional.ofNullable(returnUrl);
	}

	/**
	 * All fields, the two among them.
	 *
	 * @return names and values in order
	 */
	public List<Map.Entry<String, String>> getFields() {
		return Collections.unmodifiableList(fields);
	}
}

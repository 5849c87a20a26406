package org.libedu;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * EMREX without HTTP: the two forms that travel by a learner's browser, and a client's decision. Return codes are
 * written as NCP_…, which every client understands, and read in either spelling.
 */
public final class Emrex {
	private Emrex() {
	}

	/**
	 * The form of a client's request.
	 *
	 * @param sessionId unguessable, 1 to 32 characters
	 * @param returnUrl where the response is to be posted; https, or http on localhost
	 * @param more      further fields, such as hei_id
	 * @return the body of a post
	 * @throws EduInvalidException when one of them won't do
	 */
	public static byte[] request(String sessionId, String returnUrl, Map<String, String> more) {
		return makeRequest(sessionId, returnUrl, more, null);
	}

	/**
	 * The same as a page that posts itself to the provider.
	 *
	 * @param sessionId unguessable, 1 to 32 characters
	 * @param returnUrl where the response is to be posted
	 * @param more      further fields
	 * @param provider  the provider's address, from the registry
	 * @return HTML
	 * @throws EduInvalidException when one of them won't do
	 */
	public static byte[] requestPage(String sessionId, String returnUrl, Map<String, String> more, String provider) {
		return makeRequest(sessionId, returnUrl, more, Objects.requireNonNull(provider));
	}

	private static byte[] makeRequest(String sessionId, String returnUrl, Map<String, String> more, String action) {
		String fields = more.entrySet().stream().map(f -> encode(f.getKey()) + "=" + encode(f.getValue()))
				.collect(Collectors.joining("&"));
		return NativeJNI.edb_request_make(Utf8.encode(sessionId), Utf8.encode(returnUrl), Utf8.encode(fields),
				Utf8.encode(action));
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/**
	 * Read a client's request.
	 *
	 * @param body of the post
	 * @return what it says
	 * @throws EduInvalidException when it is none
	 */
	public static EmrexRequest readRequest(byte[] body) {
		return new EmrexRequest(JsonLine.parseAll(NativeJNI.edb_request_read(body)));
	}

	/**
	 * May personal data be posted there? https only, and hosts that are allowed.
	 *
	 * @param url            the return address of a request
	 * @param hosts          "example.org": that host; ".example.org": every host below it
	 * @param allowLocalhost for tests: http and any port on this machine
	 * @throws EduInvalidException when it may not
	 */
	public static void checkReturnUrl(String url, Collection<String> hosts, boolean allowLocalhost) {
		NativeJNI.edb_check_return_url(Utf8.encode(url), Utf8.encode(String.join(" ", hosts)), allowLocalhost ? 1 : 0);
	}

	/**
	 * The form of a provider's response.
	 *
	 * @param sessionId that of the request
	 * @param outcome   what is answered
	 * @param message   for the learner; null: none
	 * @param xml       the signed transcript; with OK, and only there, not null
	 * @return the body of a post
	 */
	public static byte[] response(String sessionId, EmrexOutcome outcome, String message, byte[] xml) {
		return makeResponse(sessionId, outcome, message, xml, null);
	}

	/**
	 * The same as a page that posts itself to the client.
	 *
	 * @param sessionId that of the request
	 * @param outcome   what is answered
	 * @param message   for the learner; null: none
	 * @param xml       the signed transcript; with OK, and only there, not null
	 * @param returnUrl the return address of the request, checked
	 * @return HTML
	 */
	public static byte[] responsePage(String sessionId, EmrexOutcome outcome, String message, byte[] xml, String returnUrl) {
		return makeResponse(sessionId, outcome, message, xml, Objects.requireNonNull(returnUrl));
	}

	private static byte[] makeResponse(String sessionId, EmrexOutcome outcome, String message, byte[] xml, String action) {
		return NativeJNI.edb_response_make(Utf8.encode(sessionId), outcome.ordinal(), 0, Utf8.encode(message),
				Utf8.encode(action), xml);
	}

	/**
	 * Take the decision that EMREX demands of a client. Forget the session id afterwards, whatever came of it.
	 *
	 * @param body      of the post to the return address
	 * @param sessionId that of the request
	 * @param person    who is logged in
	 * @param options   how to decide
	 * @return the decision; to be closed
	 */
	public static EmrexReply receive(byte[] body, String sessionId, EmrexPerson person, ReceiveOptions options) {
		String at = options.at == null ? null : options.at.toString();
		return Document.decided(NativeJNI.edb_receive(Utf8.encode(sessionId), Utf8.encode(person.familyName),
				Utf8.encode(person.givenNames), Utf8.encode(person.birthDate), options.nameDistance,
				options.withoutBirthDate ? 1 : 0, Utf8.encode(options.certificate), Utf8.encode(at),
				options.allowWeak ? 1 : 0, body));
	}
}

package org.libedu;

import java.nio.charset.StandardCharsets;

/* Text as it crosses to the native library: UTF-8 in both directions, null for none. */
final class Utf8 {
	private Utf8() {
	}

	static byte[] encode(String text) {
		return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
	}

	static String decode(byte[] text) {
		return text == null ? null : new String(text, StandardCharsets.UTF_8);
	}

	/* For what is never absent. */
	static String decodeOrEmpty(byte[] text) {
		return text == null ? "" : decode(text);
	}
}

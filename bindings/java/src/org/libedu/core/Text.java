package org.libedu.core;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A text and its language. Immutable. */
public final class Text {
	private final String value;
	private final String language;

	Text(String value, String language) {
		this.value = value;
		this.language = language;
	}

	/* The text in exactly that language, or in a variety of it. */
	static Optional<Text> in(String language, List<Text> texts) {
		String wanted = language.toLowerCase(Locale.ROOT);
		Optional<Text> exact = texts.stream().filter(t -> t.tag().equals(wanted)).findFirst();
		return exact.isPresent() ? exact : texts.stream().filter(t -> t.isIn(language)).findFirst();
	}

	private String tag() {
		return language == null ? "" : language.toLowerCase(Locale.ROOT);
	}

	/**
	 * Whether it is in a language.
	 *
	 * @param wanted a BCP 47 tag; "en" takes "en-GB", too
	 * @return true where it is
	 */
	public boolean isIn(String wanted) {
		String prefix = wanted.toLowerCase(Locale.ROOT);
		return tag().equals(prefix) || tag().startsWith(prefix + "-");
	}

	/**
	 * The text.
	 *
	 * @return not null
	 */
	public String getValue() {
		return value;
	}

	/**
	 * Its language.
	 *
	 * @return a BCP 47 tag; empty where none was given
	 */
	public Optional<String> getLanguage() {
		return Optional.ofNullable(language);
	}

	@Override
	public String toString() {
		return value;
	}
}

package org.libedu;

import java.util.List;
import java.util.stream.Collectors;

/** What this build of the library is and can do. */
public final class Libedu {
	private Libedu() {
	}

	/**
	 * The version of the native library.
	 *
	 * @return such as "0.1.0"
	 */
	public static String version() {
		return Utf8.decode(NativeJNI.edb_version());
	}

	/**
	 * The formats and versions that are known.
	 *
	 * @return all of them, in a fixed order
	 */
	public static List<Format> formats() {
		List<JsonLine> rows = JsonLine.parseAll(NativeJNI.edb_formats());
		return rows.stream().map(Format::new).collect(Collectors.toList());
	}

	/**
	 * The vocabularies whose codes are held.
	 *
	 * @return their names
	 */
	public static List<String> schemes() {
		List<JsonLine> rows = JsonLine.parseAll(NativeJNI.edb_schemes());
		return rows.stream().map(row -> row.text("name")).collect(Collectors.toList());
	}

	/**
	 * A vocabulary with its codes, made anew each time.
	 *
	 * @param name its name, such as "country", or its IRI
	 * @return the vocabulary; {@link EduArgumentException} where there is none
	 */
	public static Scheme scheme(String name) {
		return new Scheme(JsonLine.parseAll(NativeJNI.edb_codes(Utf8.encode(name))));
	}
}

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
}

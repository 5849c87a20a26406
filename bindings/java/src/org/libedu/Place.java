package org.libedu;

/* Where something went wrong. */
final class Place {
	final String path;
	final String rule;
	final int line;
	final int column;
	final long offset;

	Place(String path, String rule, int line, int column, long offset) {
		this.path = path;
		this.rule = rule;
		this.line = line;
		this.column = column;
		this.offset = offset;
	}
}

package org.libedu;

/**
 * Something libedu could not do: where and why. It holds no value of the document. There is a subclass for
 * every kind of failure.
 */
public class EduException extends RuntimeException {
	private static final long serialVersionUID = 1L;

	private final int code;
	private final String path;
	private final String rule;
	private final int line;
	private final int column;
	private final long offset;

	EduException(int code, Place place, String message) {
		super(message);
		this.code = code;
		this.path = place.path;
		this.rule = place.rule;
		this.line = place.line;
		this.column = place.column;
		this.offset = place.offset;
	}

	/**
	 * The status, the same number in every language.
	 *
	 * @return a negative number
	 */
	public int getCode() {
		return code;
	}

	/**
	 * The place in the document.
	 *
	 * @return a JSON Pointer or /elmo/report[1]/…; "" where not known
	 */
	public String getPath() {
		return path;
	}

	/**
	 * The rule that was broken.
	 *
	 * @return its id, such as "json/duplicate-member"; "" where there is none
	 */
	public String getRule() {
		return rule;
	}

	/**
	 * The line.
	 *
	 * @return from 1; 0 where not known
	 */
	public int getLine() {
		return line;
	}

	/**
	 * The column.
	 *
	 * @return in bytes, from 1; 0 where not known
	 */
	public int getColumn() {
		return column;
	}

	/**
	 * The place in bytes.
	 *
	 * @return how many bytes stand before it
	 */
	public long getOffset() {
		return offset;
	}
}

package org.libedu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * One line of the library's own reports: an object of texts, whole numbers and nulls. Members that are
 * objects themselves (the first and last line of a ledger) are skipped.
 */
final class JsonLine {
	private final Map<String, Object> members = new HashMap<>();
	private final String line;
	private int at;

	private JsonLine(String line) {
		this.line = line;
	}

	static List<JsonLine> parseAll(byte[] lines) {
		List<JsonLine> found = new ArrayList<>();
		for (String text : Utf8.decode(lines).split("\n"))
			if (!text.isEmpty())
				found.add(new JsonLine(text).parse());
		return found;
	}

	boolean has(String name) {
		return members.containsKey(name);
	}

	String text(String name) {
		return (String) members.get(name);
	}

	long number(String name) {
		return (Long) members.get(name);
	}

	private JsonLine parse() {
		expect('{');
		while (next() != '}') {
			String name = string();
			expect(':');
			value(name);
			if (next() == ',')
				at++;
		}
		return this;
	}

	private char next() {
		while (line.charAt(at) == ' ')
			at++;
		return line.charAt(at);
	}

	private void expect(char c) {
		boolean found = next() == c;
		at++;
		if (!found)
			throw new IllegalStateException("a report of the native library can't be understood");
	}

	private void value(String name) {
		char c = next();
		if (c == '"')
			members.put(name, string());
		else if (c == '{')
			at = line.indexOf('}', at) + 1;
		else if (c == 'n') {
			members.put(name, null);
			at += "null".length();
		} else
			members.put(name, number());
	}

	private long number() {
		int start = at;
		while (Character.isDigit(line.charAt(at)))
			at++;
		return Long.parseLong(line.substring(start, at));
	}

	private String string() {
		StringBuilder text = new StringBuilder();
		expect('"');
		for (char c = line.charAt(at++); c != '"'; c = line.charAt(at++))
			text.append(c == '\\' ? escaped() : c);
		return text.toString();
	}

	private char escaped() {
		char c = line.charAt(at++);
		switch (c) {
		case 'b':
			return '\b';
		case 'f':
			return '\f';
		case 'n':
			return '\n';
		case 'r':
			return '\r';
		case 't':
			return '\t';
		case 'u':
			at += 4;
			return (char) Integer.parseInt(line.substring(at - 4, at), 16);
		default:
			return c;
		}
	}
}

package org.libedu.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.libedu.Node;

/** A node of the core model. What holds for {@link Node} holds for it. */
public abstract class Entity {
	private final Node node;

	Entity(Node node) {
		this.node = node;
	}

	/**
	 * The same as a generic node.
	 *
	 * @return not null
	 */
	public Node getNode() {
		return node;
	}

	private <T> List<T> entries(String name, Function<Node, T> make) {
		List<T> found = new ArrayList<>();
		Optional<Node> list = node.getChild(name);
		if (list.isPresent())
			for (Node entry : list.get())
				found.add(make.apply(entry.resolve()));
		return found;
	}

	private static String textOf(Node node) {
		return node.getText().orElse("");
	}

	private static Text languageText(Node node) {
		return new Text(textOf(node), node.getChild("lang").flatMap(Node::getText).orElse(null));
	}

	final Optional<String> text(String name) {
		return node.getChild(name).flatMap(Node::getText);
	}

	final List<String> texts(String name) {
		return entries(name, Entity::textOf);
	}

	final List<Text> languageTexts(String name) {
		return entries(name, Entity::languageText);
	}

	final <T> Optional<T> one(String name, Function<Node, T> make) {
		return node.getChild(name).map(Node::resolve).map(make);
	}

	final <T> List<T> many(String name, Function<Node, T> make) {
		return entries(name, make);
	}

	@Override
	public final boolean equals(Object other) {
		return other instanceof Entity && ((Entity) other).node.equals(node);
	}

	@Override
	public final int hashCode() {
		return node.hashCode();
	}
}

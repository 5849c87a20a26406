/*
 * options.c – the command line of a verb: options anywhere, operands in order.
 */
#include "command.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int find_long(const verb *v, const char *name, size_t length)
{
	for (int i = 0; v->options[i].name; i++) {
		const char *known = v->options[i].name;
		if (strlen(known) == length && !memcmp(known, name, length)) return i;
	}
	return -1;
}

static int find_letter(const verb *v, char letter)
{
	for (int i = 0; v->options[i].name; i++)
		if (v->options[i].letter == letter) return i;
	return -1;
}

/* The words still to come; next is the one behind the option. */
typedef struct words {
	char **word;
	int count, next;
} words;

static int take(arguments *out, const verb *v, int i, const char *value, words *rest)
{
	const option *o = &v->options[i];
	if (o->value && !value) {
		if (rest->next >= rest->count)
			return refuse(EXIT_USAGE, "--%s needs a value: %s", o->name, o->value);
		value = rest->word[rest->next++];
	}
	out->values[i] = value ? value : "";
	out->given[out->given_count++] = (given){ i, out->values[i] };
	return 0;
}

static int take_long(arguments *out, const verb *v, const char *word, words *rest)
{
	const char *equals = strchr(word, '=');
	int i = find_long(v, word, equals ? (size_t)(equals - word) : strlen(word));
	if (i < 0)
		return refuse(EXIT_USAGE, "%s has no option --%s; see edu %s --help", v->name, word, v->name);
	if (equals && !v->options[i].value)
		return refuse(EXIT_USAGE, "--%s takes no value", v->options[i].name);
	return take(out, v, i, equals ? equals + 1 : NULL, rest);
}

static int take_letters(arguments *out, const verb *v, const char *letters, words *rest)
{
	for (; *letters; letters++) {
		int i = find_letter(v, *letters);
		if (i < 0)
			return refuse(EXIT_USAGE, "%s has no option -%c; see its --help", v->name, *letters);
		if (v->options[i].value) return take(out, v, i, letters[1] ? letters + 1 : NULL, rest);
		take(out, v, i, NULL, rest);
	}
	return 0;
}

/* No more options than there are characters to name them with. */
static size_t longest_given(int argc, char **argv)
{
	size_t sum = 1;
	for (int i = 0; i < argc; i++) sum += strlen(argv[i]);
	return sum;
}

int arguments_parse(arguments *out, const verb *v, int argc, char **argv)
{
	words rest = { argv, argc, 0 };
	bool options = true;
	int status = 0;

	*out = (arguments){ 0 };
	out->operands = calloc((size_t)argc + 1, sizeof *out->operands);
	out->given = calloc(longest_given(argc, argv), sizeof *out->given);
	if (!out->operands || !out->given) return refuse(EXIT_INTERNAL, "out of memory");
	while (!status && rest.next < argc) {
		const char *word = argv[rest.next++];
		if (!options || word[0] != '-' || !word[1]) out->operands[out->operand_count++] = word;
		else if (!strcmp(word, "--")) options = false;
		else if (word[1] == '-') status = take_long(out, v, word + 2, &rest);
		else status = take_letters(out, v, word + 1, &rest);
	}
	return status;
}

void arguments_free(arguments *args)
{
	free(args->operands);
	free(args->given);
	args->operands = NULL;
	args->given = NULL;
}

const char *argument_value(const arguments *args, int which, size_t i)
{
	for (size_t k = 0; k < args->given_count; k++)
		if (args->given[k].option == which && !i--) return args->given[k].value;
	return NULL;
}

bool wants_help(const arguments *args, const verb *v)
{
	int i = find_long(v, "help", 4);
	return i >= 0 && args->values[i];
}

int parse_jobs(unsigned *out, const char *value)
{
	char *end = NULL;
	unsigned long n = value ? strtoul(value, &end, 10) : 1;
	if (value && (value[0] < '0' || value[0] > '9' || *end || n > 256))
		return refuse(EXIT_USAGE, "--jobs wants a number from 0 to 256");
	if (!n) {
		long processors = sysconf(_SC_NPROCESSORS_ONLN);
		n = processors < 1 ? 1 : processors > 256 ? 256 : (unsigned long)processors;
	}
	*out = (unsigned)n;
	return 0;
}

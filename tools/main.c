/*
 * main.c – edu: choose the verb, show help.
 */
#include "command.h"

#include <string.h>

static const verb *const verbs[] = { &verb_convert, &verb_validate, &verb_inspect, &verb_extract, &verb_split, &verb_join,
                                     &verb_redact, &verb_encrypt, &verb_decrypt, &verb_emrex, &verb_verify, &verb_sign,
                                     &verb_present, &verb_status, &verb_keygen, &verb_formats };
#define VERB_COUNT (sizeof verbs / sizeof *verbs)

static const verb *find_verb(const char *name)
{
	for (size_t i = 0; i < VERB_COUNT; i++)
		if (!strcmp(verbs[i]->name, name)) return verbs[i];
	return NULL;
}

static int unknown_verb(const char *name)
{
	return refuse(EXIT_USAGE, "no verb %s; edu --help lists them", name);
}

static int show(text *out)
{
	bool good = text_print(out, stdout) && !fflush(stdout);
	text_free(out);
	return good ? EXIT_DONE : refuse(EXIT_NO_OUTPUT, "standard output can't be written");
}

static int show_help(void)
{
	text out = { 0 };
	text_puts(&out, "usage: edu VERB [OPTION…] [IN…]\n\n"
	                "Learning records: convert, check and read transcripts and credentials.\n\n");
	for (size_t i = 0; i < VERB_COUNT; i++)
		text_putf(&out, "  %-10s %s\n", verbs[i]->name, verbs[i]->summary);
	text_puts(&out, "\nedu VERB --help says more; edu --version tells the version.\n"
	                "- is standard input, a folder is walked.\n\n"
	                "Exit status: 0 done or valid, 1 invalid (or --strict and something was lost),\n"
	                "2 (verify) intact, and nothing that you trust vouches for it,\n"
	                "64 usage, 65 not readable as any known format, 66 no such input, 70 internal,\n"
	                "73 can't write; with several inputs the largest.\n");
	return show(&out);
}

static int show_verb_help(const verb *v)
{
	text out = { 0 };
	text_putf(&out, "usage: edu %s [OPTION…]%s%s\n\n", v->name, *v->operands ? " " : "", v->operands);
	text_putf(&out, "%s\n\n", v->summary);
	for (const option *o = v->options; o->name; o++) {
		char name[40];
		const char *value = o->value ? o->value : "";
		snprintf(name, sizeof name, "--%s%s%s", o->name, *value ? " " : "", value);
		if (o->letter) text_putf(&out, "  -%c, %-20s %s\n", o->letter, name, o->help);
		else text_putf(&out, "      %-20s %s\n", name, o->help);
	}
	return show(&out);
}

static int run_verb(const verb *v, int argc, char **argv)
{
	arguments args;
	int status = arguments_parse(&args, v, argc, argv);
	if (!status) status = wants_help(&args, v) ? show_verb_help(v) : v->run(&args);
	arguments_free(&args);
	return status;
}

static int show_version(void)
{
	text out = { 0 };
	text_putf(&out, "edu %s\n", edu_version());
	return show(&out);
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : NULL;
	if (!word) {
		refuse(EXIT_USAGE, "no verb given; edu --help lists them");
		return EXIT_USAGE;
	}
	if (!strcmp(word, "--version")) return show_version();
	bool help = !strcmp(word, "--help") || !strcmp(word, "-h") || !strcmp(word, "help");
	if (help && argc < 3) return show_help();
	const verb *v = find_verb(help ? argv[2] : word);
	if (!v) return unknown_verb(help ? argv[2] : word);
	return help ? show_verb_help(v) : run_verb(v, argc - 2, argv + 2);
}

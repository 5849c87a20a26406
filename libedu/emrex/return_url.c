/*
 * emrex/return_url.c – where a provider may post a learner's data.
 *
 * Stricter than RFC 3986 and WHATWG's rules: whatever two readers could understand differently is refused.
 */
#include <edu/emrex.h>

#include <string.h>

#include "base/fail.h"
#include "base/text.h"

enum { LONGEST_URL = 2048, LONGEST_HOST = 253 };

/* A URL taken apart. */
typedef struct parts {
	bool https;
	char host[LONGEST_HOST + 1];     /* in small letters */
} parts;

static int refuse(edu_error *err, const char *rule, const char *message)
{
	return edu_fail(err, EDU_EINVALID, rule, "the return URL %s", message);
}

static bool is_host_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static bool is_plain_host(const char *host)
{
	if (!strcmp(host, "[::1]")) return true;
	if (!*host || *host == '.' || *host == '-' || host[strlen(host) - 1] == '.' || strstr(host, ".."))
		return false;
	for (; *host; host++)
		if (!is_host_character(*host)) return false;
	return true;
}

static bool is_port(const char *text, size_t length)
{
	unsigned port = 0;

	if (!length || length > 5) return false;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9') return false;
		port = port * 10 + (unsigned)(text[i] - '0');
	}
	return port && port <= 65535;
}

/* What may stand in a URL, the characters that readers disagree about aside. */
static bool is_plain(const char *url)
{
	for (; *url; url++)
		if (*url <= ' ' || *url > '~' || strchr("\"<>\\^`{|}", *url)) return false;
	return true;
}

static int take_authority(parts *out, const char *text, size_t length, edu_error *err)
{
	if (memchr(text, '@', length))
		return refuse(err, "emrex/url-user", "names a user in front of its host");
	const char *bracket = memchr(text, ']', length);
	const char *from = bracket ? bracket : text;
	const char *colon = memchr(from, ':', length - (size_t)(from - text));
	const size_t host = colon ? (size_t)(colon - text) : length;
	if (colon && !is_port(colon + 1, length - host - 1))
		return refuse(err, "emrex/url-syntax", "has no proper port");
	if (host > LONGEST_HOST) return refuse(err, "emrex/url-host", "has a host that is too long");
	for (size_t i = 0; i < host; i++) {
		const char c = text[i];
		out->host[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	out->host[host] = '\0';
	if (!is_plain_host(out->host))
		return refuse(err, "emrex/url-host",
		              "has no plain host; names beyond ASCII are written with xn--");
	return 0;
}

static int take_apart(parts *out, const char *url, edu_error *err)
{
	const size_t length = strlen(url);

	if (length > LONGEST_URL || !is_plain(url))
		return refuse(err, "emrex/url-syntax",
		              "is longer than 2048 characters or has some that a URL does not have");
	out->https = length > 8 && edu_equal_nocase(url, 8, "https://");
	if (!out->https && !(length > 7 && edu_equal_nocase(url, 7, "http://")))
		return refuse(err, "emrex/url-scheme", "must begin with https://");
	if (strchr(url, '#'))
		return refuse(err, "emrex/url-fragment", "has a fragment, which nothing can be posted to");
	const char *authority = url + (out->https ? 8 : 7);
	return take_authority(out, authority, strcspn(authority, "/?"), err);
}

static bool is_localhost(const char *host)
{
	return !strcmp(host, "localhost") || !strcmp(host, "127.0.0.1") || !strcmp(host, "[::1]");
}

/* Does a host fit an entry of the list: the same, or below an entry that begins with a point? */
static bool fits(const char *host, const char *entry)
{
	const size_t n = strlen(host), m = entry ? strlen(entry) : 0;

	if (!m) return false;
	if (*entry == '.') return n > m && edu_equal_nocase(host + n - m, m, entry);
	return edu_equal_nocase(host, n, entry);
}

static bool is_allowed(const char *host, const char *url, const edu_emrex_url_policy *policy)
{
	if (policy->any_host) return true;
	for (size_t i = 0; i < policy->host_count; i++)
		if (fits(host, policy->hosts[i])) return true;
	return policy->allow && policy->allow(policy->state, host, url) != 0;
}

static int check_policy(const edu_emrex_url_policy *p, edu_error *err)
{
	if (p->version < 1 || p->version > EDU_EMREX_URL_POLICY_VERSION)
		return edu_fail(err, EDU_EARG, NULL, "the policy has version %u; this library knows up to %d",
		                p->version, EDU_EMREX_URL_POLICY_VERSION);
	if (!p->any_host && !p->allow && !p->allow_localhost && (!p->hosts || !p->host_count))
		return edu_fail(err, EDU_EARG, NULL,
		                "the policy names no host, so that nothing could be posted anywhere");
	if (p->host_count && !p->hosts)
		return edu_fail(err, EDU_EARG, NULL, "the policy counts hosts that it does not have");
	return 0;
}

int edu_emrex_check_return_url(const char *url, const edu_emrex_url_policy *policy, edu_error *err)
{
	parts p;

	edu_error_clear(err);
	if (!url || !policy) return edu_fail(err, EDU_EARG, NULL, "checking needs a URL and a policy");
	int rc = check_policy(policy, err);
	if (rc == 0) rc = take_apart(&p, url, err);
	if (rc < 0) return rc;
	if (policy->allow_localhost && is_localhost(p.host)) return 0;
	if (!p.https) return refuse(err, "emrex/url-scheme", "must begin with https://");
	if (!is_allowed(p.host, url, policy))
		return refuse(err, "emrex/url-host", "leads to a host that is not allowed");
	return 0;
}

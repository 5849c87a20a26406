/*
 * trust/sd_jwt.c – see sd_jwt.h; the steps are those of RFC 9901, section 7.1.
 */
#include "trust/sd_jwt.h"
#include "trust/envelopes.h"

#include "base/text.h"
#include "crypto/base64url.h"

#include <string.h>

enum { BAD = 1 };

static int bad(edu_sd_jwt *s, const char *rule, const char *reason)
{
	s->rule = rule;
	s->reason = reason;
	return BAD;
}

static int orphan(edu_sd_jwt *s, const char *rule, const char *reason)
{
	s->is_orphan = true;
	return bad(s, rule, reason);
}

/* ---- the parts ---- */

bool edu_sd_jwt_is(const char *text, size_t length)
{
	const char *tilde = length ? memchr(text, '~', length) : NULL;
	size_t dots = 0;

	for (const char *c = text; tilde && c < tilde; c++) dots += *c == '.';
	return tilde && dots == 2 && *text != '{' && *text != '<';
}

static int add_part(edu_sd_jwt *s, const char *text, size_t length)
{
	const edu_allocator *a = &s->ctx->allocator;

	if (!length) return bad(s, "sd-jwt/empty-part", "nothing stands between two tildes");
	if (s->count == EDU_DISCLOSURES_MOST)
		return bad(s, "limit/disclosures", "more than 10000 disclosures were sent");
	if (!edu_grow(a, (void **)&s->list, &s->capacity, s->count, sizeof *s->list)) return EDU_ENOMEM;
	s->list[s->count++] = (edu_disclosure){ .text = text, .length = length };
	return 0;
}

int edu_sd_jwt_open(edu_sd_jwt *s, const edu_context *ctx, const char *text, size_t length)
{
	const char *end = text + length, *at = memchr(text, '~', length), *next;
	int rc = 0;

	memset(s, 0, sizeof *s);
	s->ctx = ctx;
	edu_map_open(&s->by_digest, &ctx->allocator);
	edu_map_open(&s->seen, &ctx->allocator);
	if (!at) return bad(s, "sd-jwt/syntax", "no tilde ends the issuer's token");
	s->jwt = text;
	s->jwt_length = (size_t)(at - text);
	for (at++; rc == 0 && (next = memchr(at, '~', (size_t)(end - at))); at = next + 1)
		rc = add_part(s, at, (size_t)(next - at));
	s->bound_length = (size_t)(at - text);
	s->proof = at;
	s->proof_length = (size_t)(end - at);
	return rc;
}

void edu_sd_jwt_close(edu_sd_jwt *s)
{
	if (!s->ctx) return;
	edu_release(&s->ctx->allocator, s->list, s->capacity * sizeof *s->list);
	edu_map_close(&s->by_digest);
	edu_map_close(&s->seen);
	edu_tree_close(&s->tree);
}

bool edu_sd_jwt_may_hide(const char *name, size_t length)
{
	static const char *const open[] = { "iss", "aud",           "exp",      "nbf",    "cnf",
		                            "vct", "vct#integrity", "aka_vcts", "status", "_sd_alg" };

	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		if (edu_equal(name, length, open[i])) return false;
	return true;
}

/* ---- digests ---- */

static const struct {
	const char *name;
	edu_digest_kind kind;
} digests[] = { { "sha-256", EDU_DIGEST_SHA256 },
	        { "sha-384", EDU_DIGEST_SHA384 },
	        { "sha-512", EDU_DIGEST_SHA512 } };

bool edu_sd_jwt_digest_named(edu_digest_kind *out, const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof digests / sizeof *digests; i++) {
		if (!edu_equal(name, length, digests[i].name)) continue;
		*out = digests[i].kind;
		return true;
	}
	return false;
}

int edu_sd_jwt_digest(edu_buffer *out, edu_digest_kind kind, const char *text, size_t length)
{
	unsigned char digest[EDU_DIGEST_LARGEST];

	if (!edu_digest_of(kind, text, length, digest)) return 1;
	return edu_base64url_encode(out, digest, edu_digest_size(kind));
}

static int read_algorithm(edu_sd_jwt *s)
{
	const edu_tree *t = &s->tree;
	const edu_ref item = edu_member(t, t->top, "_sd_alg");

	s->digest = EDU_DIGEST_SHA256;
	if (!item) return 0;
	if (edu_is_kind(t, item, EDU_KIND_STRING) &&
	    edu_sd_jwt_digest_named(&s->digest, t->items[item].text, t->items[item].length))
		return 0;
	return bad(s, "sd-jwt/digest", "_sd_alg is none of sha-256, sha-384 and sha-512");
}

/* ---- disclosures into the tree ---- */

static int add_failed(edu_sd_jwt *s)
{
	if (edu_tree_add_failed(&s->tree, NULL) == EDU_ENOMEM) return EDU_ENOMEM;
	return bad(s, "limit/items", "the claims have more values than the context allows");
}

/* Copy one item, below a parent or nowhere. */
static edu_ref copy_item(edu_tree *to, edu_ref parent, const edu_tree *from, edu_ref item)
{
	const edu_item *i = &from->items[item];
	uint32_t length;
	const char *text = edu_tree_name_text(from, i->name, &length);
	const edu_name name = i->name ? edu_tree_name(to, text, length) : 0;
	const edu_ref copy = i->name && !name ? 0 : edu_tree_add(to, parent, (edu_kind)i->kind, name);

	if (!copy || (i->text && edu_tree_set_text(to, copy, i->text, i->length) < 0)) return 0;
	return copy;
}

/* Copy a value with everything in it; it hangs nowhere yet. */
static int copy_value(edu_sd_jwt *s, edu_ref *out, const edu_tree *from, edu_ref top)
{
	const edu_allocator *a = &s->ctx->allocator;
	edu_ref *copies = edu_allocate(a, from->count * sizeof *copies);
	int rc = 0;

	if (!copies) return EDU_ENOMEM;
	for (edu_ref i = top; i && rc == 0; i = edu_tree_walk(from, top, i)) {
		copies[i] = copy_item(&s->tree, i == top ? 0 : copies[from->items[i].parent], from, i);
		if (!copies[i]) rc = add_failed(s);
	}
	*out = rc == 0 ? copies[top] : 0;
	edu_release(a, copies, from->count * sizeof *copies);
	return rc;
}

static bool is_reserved(const edu_tree *t, edu_ref name)
{
	return edu_text_is(t, name, "_sd") || edu_text_is(t, name, "...") || edu_text_is(t, name, "_sd_alg");
}

/* [salt, name, value], or [salt, value] of an element. */
static int take_values(edu_sd_jwt *s, edu_disclosure *d, const edu_tree *t)
{
	edu_ref entries[4] = { 0 };
	size_t count = 0;

	if (!edu_is_kind(t, t->top, EDU_KIND_ARRAY))
		return bad(s, "sd-jwt/disclosure", "a disclosure is no array");
	for (edu_ref e = edu_tree_first(t, t->top); e && count < 4; e = edu_tree_next(t, e))
		entries[count++] = e;
	if (count != 2 && count != 3)
		return bad(s, "sd-jwt/disclosure", "a disclosure has not two or three elements");
	if (!edu_is_kind(t, entries[0], EDU_KIND_STRING))
		return bad(s, "sd-jwt/disclosure", "a salt is no text");
	if (count == 3 && !edu_is_kind(t, entries[1], EDU_KIND_STRING))
		return bad(s, "sd-jwt/disclosure", "the name of a disclosed claim is no text");
	if (count == 3 && is_reserved(t, entries[1]))
		return bad(s, "sd-jwt/name", "a disclosed claim has a name that SD-JWT keeps for itself");
	const int rc = count == 3 ? copy_value(s, &d->name, t, entries[1]) : 0;
	return rc != 0 ? rc : copy_value(s, &d->value, t, entries[count - 1]);
}

static int read_disclosure(edu_sd_jwt *s, edu_disclosure *d)
{
	edu_error own = EDU_ERROR_INIT;
	edu_tree t = { 0 };
	edu_buffer text;

	edu_buffer_open(&text, &s->ctx->allocator);
	int rc = edu_base64url_decode(&text, d->text, d->length);
	if (rc == EDU_EINVALID) rc = bad(s, "sd-jwt/base64url", "a disclosure is no base64url");
	if (rc == 0) {
		rc = edu_strict_read(&t, s->ctx, text.data ? text.data : "", text.length, &own);
		if (rc < 0 && rc != EDU_ENOMEM) rc = bad(s, "sd-jwt/json", "a disclosure is no strict JSON");
	}
	if (rc == 0) rc = take_values(s, d, &t);
	edu_tree_close(&t);
	edu_buffer_free(&text);
	return rc;
}

static int index_disclosure(edu_sd_jwt *s, size_t i)
{
	edu_disclosure *d = &s->list[i];
	edu_buffer digest;

	edu_buffer_open(&digest, &s->ctx->allocator);
	int rc = edu_sd_jwt_digest(&digest, s->digest, d->text, d->length);
	if (rc == 1) rc = bad(s, "sd-jwt/digest", "this build has not the digest that is named");
	if (rc == 0) memcpy(d->digest, digest.data, digest.length + 1);
	edu_buffer_free(&digest);
	if (rc != 0) return rc;
	edu_map_slot *slot = edu_map_slot_of(&s->by_digest, d->digest, strlen(d->digest));
	if (!slot) return EDU_ENOMEM;
	if (slot->value) return orphan(s, "sd-jwt/twice", "a disclosure was sent twice");
	slot->value = (uint32_t)i + 1;
	return 0;
}

/* ---- putting them where their digests stand ---- */

/* A digest of the claims: *d is its disclosure, NULL: none was sent. */
static int find(edu_sd_jwt *s, edu_disclosure **d, edu_ref digest)
{
	const edu_item *item = &s->tree.items[digest];

	*d = NULL;
	if (item->kind != EDU_KIND_STRING) return bad(s, "sd-jwt/digests", "a digest is no text");
	edu_map_slot *slot = edu_map_slot_of(&s->seen, item->text ? item->text : "", item->length);
	if (!slot) return EDU_ENOMEM;
	if (slot->value) return orphan(s, "sd-jwt/digest-twice", "a digest stands in two places");
	slot->value = 1;
	const uint32_t found = edu_map_get(&s->by_digest, item->text ? item->text : "", item->length);
	if (found) *d = &s->list[found - 1];
	else s->hidden++;
	return 0;
}

/* How deep in disclosures a place is: the class of a disclosed value, which JSON has no other use for. */
static unsigned level_of(const edu_tree *t, edu_ref item)
{
	while (item && !t->items[item].cls) item = t->items[item].parent;
	return item ? t->items[item].cls : 0;
}

static int use(edu_sd_jwt *s, edu_disclosure *d, edu_ref place)
{
	const unsigned level = level_of(&s->tree, place) + 1;

	if (level > EDU_DISCLOSURES_DEEP)
		return bad(s, "limit/disclosures", "disclosures nest more than 16 deep");
	s->tree.items[d->value].cls = (uint16_t)level;
	d->used = true;
	return 0;
}

static int disclose_member(edu_sd_jwt *s, edu_disclosure *d, edu_ref object)
{
	edu_tree *t = &s->tree;

	if (!d->name) return bad(s, "sd-jwt/kind", "an array's element was disclosed where a claim belongs");
	const edu_item *name = &t->items[d->name];
	const char *text = name->text ? name->text : "";
	if (edu_member(t, object, text))
		return bad(s, "sd-jwt/name-twice", "a disclosed claim is there already");
	if (object == t->top && !edu_sd_jwt_may_hide(text, name->length))
		return bad(s, "sd-jwt/hidden", "a claim was hidden that every verifier has to see");
	const edu_name number = edu_tree_name(t, text, name->length);
	if (!number) return EDU_ENOMEM;
	t->items[d->value].name = number;
	edu_tree_hang(t, object, d->value);
	return use(s, d, object);
}

static int process_object(edu_sd_jwt *s, edu_ref object)
{
	edu_tree *t = &s->tree;
	const edu_ref digests_of = edu_member(t, object, "_sd");
	edu_disclosure *d;
	int rc = 0;

	if (edu_member(t, object, "..."))
		return bad(s, "sd-jwt/ellipsis", "a member ... stands where no array's element is hidden");
	if (object != t->top && edu_member(t, object, "_sd_alg"))
		return bad(s, "sd-jwt/digest", "_sd_alg stands elsewhere than at the top");
	if (!digests_of) return 0;
	if (!edu_is_kind(t, digests_of, EDU_KIND_ARRAY)) return bad(s, "sd-jwt/digests", "_sd is no array");
	for (edu_ref e = edu_tree_first(t, digests_of); e && rc == 0; e = edu_tree_next(t, e)) {
		rc = find(s, &d, e);
		if (rc == 0 && d) rc = disclose_member(s, d, object);
	}
	if (rc == 0) edu_tree_remove(t, digests_of);
	return rc;
}

/* The value takes the place of the element that hid it. */
static int disclose_element(edu_sd_jwt *s, edu_disclosure *d, edu_ref element)
{
	edu_tree *t = &s->tree;

	if (d->name) return bad(s, "sd-jwt/kind", "a claim was disclosed where an array's element belongs");
	const int rc = use(s, d, element);
	if (rc != 0) return rc;
	edu_item *to = &t->items[element];
	const edu_item *from = &t->items[d->value];
	to->kind = from->kind;
	to->text = from->text;
	to->length = from->length;
	to->last = from->last;
	to->cls = from->cls;
	for (edu_ref c = edu_tree_first(t, element); c; c = edu_tree_next(t, c)) t->items[c].parent = element;
	d->value = element;
	return 0;
}

static int process_array(edu_sd_jwt *s, edu_ref array)
{
	edu_tree *t = &s->tree;
	edu_disclosure *d;
	int rc = 0;

	for (edu_ref e = edu_tree_first(t, array), next; e && rc == 0; e = next) {
		const edu_ref digest = edu_member(t, e, "...");
		next = edu_tree_next(t, e);
		if (!digest) continue;
		if (edu_tree_next(t, edu_tree_first(t, e)))
			return bad(s, "sd-jwt/ellipsis", "a hidden element has further members");
		rc = find(s, &d, digest);
		if (rc == 0 && d) rc = disclose_element(s, d, e);
		else if (rc == 0) edu_tree_remove(t, e);
	}
	return rc;
}

static int process_all(edu_sd_jwt *s)
{
	edu_tree *t = &s->tree;
	int rc = 0;

	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i)) {
		if (t->items[i].kind == EDU_KIND_OBJECT) rc = process_object(s, i);
		else if (t->items[i].kind == EDU_KIND_ARRAY) rc = process_array(s, i);
	}
	for (size_t i = 0; i < s->count && rc == 0; i++)
		if (!s->list[i].used)
			rc = orphan(s, "sd-jwt/orphan",
			            "a disclosure was sent that the issuer's token doesn't know");
	const edu_ref algorithm = edu_member(t, t->top, "_sd_alg");
	if (rc == 0 && algorithm) edu_tree_remove(t, algorithm);
	return rc;
}

int edu_sd_jwt_process(edu_sd_jwt *s, const char *payload, size_t length)
{
	edu_error own = EDU_ERROR_INIT;

	int rc = edu_strict_read(&s->tree, s->ctx, payload, length, &own);
	if (rc == EDU_ENOMEM) return rc;
	if (rc < 0) return bad(s, "sd-jwt/json", "the payload is no strict JSON");
	if (!edu_is_kind(&s->tree, s->tree.top, EDU_KIND_OBJECT))
		return bad(s, "sd-jwt/payload", "the payload is no object");
	rc = read_algorithm(s);
	for (size_t i = 0; i < s->count && rc == 0; i++) rc = index_disclosure(s, i);
	for (size_t i = 0; i < s->count && rc == 0; i++) rc = read_disclosure(s, &s->list[i]);
	return rc == 0 ? process_all(s) : rc;
}

/*
 * edb_emrex.h – the part of the narrow C interface that is about EMREX; see edb.h.
 */
#ifndef EDB_EMREX_H
#define EDB_EMREX_H

#include "edb.h"

/**
 * A client's decision on a response. birth NULL: not known. certificate NULL: the signature is not checked; else it is
 * verified as of at, an xsd:dateTime. The document that is returned may hold the decision and nothing else:
 * edb_has_content() tells. To be closed with edb_close(); NULL on failure.
 */
edb_document *edb_receive(const char *session, const char *family, const char *given, const char *birth, int distance,
                          int without_birth_date, const char *certificate, const char *at, int allow_weak,
                          const void *data, size_t length, edu_error *err);
/** Whether there is a document; 0: a refusal. */
int edb_has_content(const edb_document *doc);
/**
 * The decision, one line of JSON: verdict, rule, reason, message, signature, notes (a text, line by line), matched, and
 * if so score, family_name, given_names, name, closest, birth. The document has it no longer.
 */
edu_buffer edb_take_decision(edb_document *doc);

/** The form of a request; more NULL: no further fields, else a form of them; action NULL: the body, else a page. */
edu_buffer edb_request_make(const char *session, const char *url, const char *more, const char *action, edu_error *err);
/** A request: one line of JSON with session_id and, where it is given, return_url; then one line a field: name, value. */
edu_buffer edb_request_read(const void *data, size_t length, edu_error *err);
/** May a response be posted there? hosts: separated by blanks. */
void edb_check_return_url(const char *url, const char *hosts, int allow_localhost, edu_error *err);
/** The form of a response; xml NULL: without a document. action as above. */
edu_buffer edb_response_make(const char *session, int outcome, int dialect, const char *note, const char *action,
                             const void *xml, size_t xml_length, edu_error *err);

#endif

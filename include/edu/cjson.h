/*
 * edu/cjson.h – documents to and from the trees of cJSON, for hosts that hold such trees.
 *
 * It declares no type of cJSON's, so that only those who call it need cJSON's header.
 *
 * Threads: as in edu/document.h. cJSON's own allocation hooks are global: set them before any thread uses cJSON.
 */
#ifndef EDU_CJSON_H
#define EDU_CJSON_H

#include <edu/document.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cJSON;

/**
 * Copy a JSON value into a cJSON tree. Numbers become items of type cJSON_Raw that hold the number as it is
 * written, for cJSON's own numbers are doubles and would change 9007199254740993 or 2.50.
 *
 * @param[out] out  to be freed with cJSON_Delete(); NULL on failure
 * @return 0, EDU_ENOMEM, EDU_EARG (no node), EDU_ELIMIT (nested deeper than cJSON allows), EDU_EUNSUPPORTED
 *         (an XML node, a node of the core model, a text with U+0000 in it)
 */
EDU_API EDU_MUST_USE int edu_node_to_cjson(struct cJSON **out, edu_node node, edu_error *err);

/**
 * Make a document of a cJSON tree. It is held to the same rules as bytes are: UTF-8, no member twice. Numbers are
 * written with as many digits as it takes to read the same double again; cJSON_Raw must hold one JSON value.
 *
 * @param[out] out  to be freed with edu_document_free(); NULL on failure
 * @param ctx       must outlive *out
 * @param value     not changed; need not outlive the call
 * @param options   NULL for the defaults
 * @return what edu_document_read() returns; EDU_EINVALID where the tree holds what JSON has no form for
 *         (a number that is infinite or none, an item without type)
 */
EDU_API EDU_MUST_USE int edu_document_from_cjson(edu_document **out, const edu_context *ctx, const struct cJSON *value,
                                                 const edu_read_options *options, edu_error *err);

#ifdef __cplusplus
}
#endif
#endif

/*
 * edu/base.h – status codes, errors, memory, limits and contexts.
 *
 * Threads: an edu_context is immutable once made and may be shared by any number of threads.
 * Everything else in this header is a plain value that belongs to its caller.
 */
#ifndef EDU_BASE_H
#define EDU_BASE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32) && !defined(EDU_STATIC)
#  ifdef EDU_BUILDING
#    define EDU_API __declspec(dllexport)
#  else
#    define EDU_API __declspec(dllimport)
#  endif
#elif defined(__GNUC__)
#  define EDU_API __attribute__((visibility("default")))
#else
#  define EDU_API
#endif

#if defined(__GNUC__)
#  define EDU_MUST_USE __attribute__((warn_unused_result))
#else
#  define EDU_MUST_USE
#endif

#define EDU_VERSION "0.1.0"

/** The version of the library that runs, such as "0.1.0"; a constant. Compare with EDU_VERSION, the one compiled against. */
EDU_API const char *edu_version(void);

/** What a function reports: EDU_OK, or one of these negative values, also in edu_error.code. */
typedef enum edu_status {
	EDU_OK = 0,
	EDU_ENOMEM = -1,       /**< the allocator refused */
	EDU_EARG = -2,         /**< the caller broke the function's contract */
	EDU_ESYNTAX = -3,      /**< not well-formed JSON or XML */
	EDU_EFORMAT = -4,      /**< well-formed, but no format that is known */
	EDU_EVERSION = -5,     /**< a known format in a version that is not */
	EDU_ELIMIT = -6,       /**< over one of the limits of the context */
	EDU_EUNSUPPORTED = -7, /**< known, and not done by this build or release */
	EDU_EINVALID = -8,     /**< breaks a rule without which the operation has no meaning */
	EDU_ELOSS = -9,        /**< strict conversion, and something had no place in the target */
	EDU_ESIGNATURE = -10,  /**< a seal or signature does not hold */
	EDU_EKEY = -11,        /**< a key or certificate can't be used */
	EDU_EIO = -12,         /**< reading or writing a file failed */
	EDU_ESTATE = -13,      /**< not possible in the object's present state */
	EDU_EUSER = -14,       /**< a callback of the caller said stop */
	EDU_EINTERNAL = -15    /**< a defect of libedu; please report it */
} edu_status;

/** The name of a status, such as "EDU_ESYNTAX"; a constant, never NULL. */
EDU_API const char *edu_status_name(int status);

#define EDU_RULE_SIZE 64
#define EDU_PATH_SIZE 256
#define EDU_MESSAGE_SIZE 256

/**
 * What went wrong and where. Filled by the callee on failure, untouched on success; the caller owns it.
 * It never holds a value of the document, only places and rules, unless the context says show_values.
 */
typedef struct edu_error {
	int code;                        /**< an edu_status */
	uint32_t line;                   /**< from 1; 0 where the place is not known */
	uint32_t column;                 /**< in bytes, from 1; 0 where not known */
	uint64_t offset;                 /**< bytes before the place */
	char rule[EDU_RULE_SIZE];        /**< id of the broken rule, such as "json/duplicate-member" */
	char path[EDU_PATH_SIZE];        /**< JSON Pointer or /elmo/report[1]/…; a longer one keeps head and tail */
	char message[EDU_MESSAGE_SIZE];  /**< one line in English: what is wrong and what to do */
} edu_error;

#define EDU_ERROR_INIT { 0, 0, 0, 0, { 0 }, { 0 }, { 0 } }

/**
 * Where memory comes from. Any of the three may be called from the thread that runs the operation only.
 * resize gets the old size; release gets NULL never. All may fail by returning NULL.
 */
typedef struct edu_allocator {
	void *(*allocate)(void *state, size_t size);
	void *(*resize)(void *state, void *block, size_t old_size, size_t size);
	void (*release)(void *state, void *block, size_t size);
	void *state;
} edu_allocator;

/** Bounds on what untrusted input may cost. A zero means the default. */
typedef struct edu_limits {
	uint64_t bytes;  /**< of one input; default 1 GiB less one byte */
	uint32_t depth;  /**< of nesting; default 256 */
	uint32_t items;  /**< values, members, elements and attributes of one document; default 100 million */
	uint64_t text;   /**< bytes of one text; default 512 MiB */
} edu_limits;

typedef struct edu_context_options {
	unsigned version;                /**< EDU_CONTEXT_OPTIONS_VERSION */
	const edu_allocator *allocator;  /**< copied; NULL: malloc, realloc, free */
	edu_limits limits;
	int show_values;                 /**< non-zero: messages may quote values of the document */
} edu_context_options;

#define EDU_CONTEXT_OPTIONS_VERSION 1
#define EDU_CONTEXT_OPTIONS_INIT { EDU_CONTEXT_OPTIONS_VERSION, NULL, { 0, 0, 0, 0 }, 0 }

/** Allocator, limits and settings that documents are made with. Immutable; shared between threads. */
typedef struct edu_context edu_context;

/**
 * Make a context.
 *
 * @param[out] out  to be freed with edu_context_free() after every document made with it; NULL on failure
 * @param options   copied; NULL for the defaults
 * @return 0, EDU_ENOMEM, EDU_EARG (an options version of the future)
 */
EDU_API EDU_MUST_USE int edu_context_new(edu_context **out, const edu_context_options *options, edu_error *err);

/** Free a context. NULL is allowed. */
EDU_API void edu_context_free(edu_context *ctx);

/** Bytes that belong to the caller; free them with edu_buffer_free(). Start from EDU_BUFFER_INIT. */
typedef struct edu_buffer {
	char *data;                /**< NUL-terminated behind length, NULL when empty */
	size_t length;
	size_t capacity;
	edu_allocator allocator;   /**< what data came from; set by the function that filled the buffer */
} edu_buffer;

#define EDU_BUFFER_INIT { NULL, 0, 0, { NULL, NULL, NULL, NULL } }

/** Free what a buffer holds and make it empty. NULL and an empty buffer are allowed. */
EDU_API void edu_buffer_free(edu_buffer *buffer);

/**
 * Where written bytes go, in pieces. write returns 0 to go on; anything else ends the operation
 * with EDU_EIO. It is called from the thread that runs the operation.
 */
typedef struct edu_sink {
	int (*write)(void *state, const void *data, size_t length);
	void *state;
} edu_sink;

#ifdef __cplusplus
}
#endif
#endif

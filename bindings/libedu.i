/*
 * libedu.i – the narrow C interface of edb.h as modules for Python and Java.
 *
 * Only what edb.h declares is wrapped, without SWIG's classes: libedu (Python) and org.libedu (Java)
 * stand above it. Text crosses as UTF-8 with its length, never as char *, because Java's own
 * encoding of such strings differs from UTF-8 for NUL and beyond the basic plane.
 */
#ifdef SWIGPYTHON
%module(package="libedu", threads="1") _native
#else
%module(jniclassname="NativeJNI") Native
#endif

%{
#include "edb.h"
#include "edb_emrex.h"
#include "edb_privacy.h"
#include "edb_trust.h"
#include <string.h>
%}

%include <stdint.i>

/* Every function that can fail takes an error last; the languages throw it. */
%typemap(in, numinputs=0) edu_error *err (edu_error e) {
	memset(&e, 0, sizeof e);
	$1 = &e;
}

#ifdef SWIGPYTHON

/* The GIL is kept, except round the calls that read, write or check whole documents. */
%nothread;
%thread edb_open;
%thread edb_write;
%thread edb_validate;
%thread edb_convert;
%thread edb_receive;
%thread edb_response_make;
%thread edb_verify;
%thread edb_sign;
%thread edb_present;
%thread edb_key_make;
%thread edb_redact;
%thread edb_encrypt;
%thread edb_decrypt;

%{
static void raise_error(const edu_error *err)
{
	PyObject *module = PyImport_ImportModule("libedu.errors");
	PyObject *error = NULL;
	if (module)
		error = PyObject_CallMethod(module, "_error", "iyyyIIK", err->code, err->message, err->path, err->rule,
		                            (unsigned)err->line, (unsigned)err->column,
		                            (unsigned long long)err->offset);
	if (error) PyErr_SetObject((PyObject *)Py_TYPE(error), error);
	Py_XDECREF(error);
	Py_XDECREF(module);
}

/* NULL, and an exception, where the object is no open document. */
static edb_document *document_of(PyObject *input, swig_type_info *type)
{
	void *pointer = NULL;
	if (input == Py_None) PyErr_SetString(PyExc_ValueError, "document is closed");
	else if (!SWIG_IsOK(SWIG_ConvertPtr(input, &pointer, type, 0)))
		PyErr_SetString(PyExc_TypeError, "not a document");
	return (edb_document *)pointer;
}

/* NULL, and an exception, where the text can't stand for a C string. */
static const char *plain_text(PyObject *input)
{
	Py_ssize_t length;
	const char *text = PyUnicode_AsUTF8AndSize(input, &length);
	if (text && strlen(text) != (size_t)length) {
		PyErr_SetString(PyExc_ValueError, "embedded null character");
		return NULL;
	}
	return text;
}
%}

%typemap(argout) edu_error *err {
	if ($1->code < 0) {
		Py_CLEAR($result);
		raise_error($1);
		SWIG_fail;
	}
}

%typemap(in) (const void *data, size_t length) (Py_buffer view = { 0 }) {
	if (PyObject_GetBuffer($input, &view, PyBUF_SIMPLE) < 0) SWIG_fail;
	$1 = view.buf;
	$2 = (size_t)view.len;
}
%typemap(in) (const void *supplement, size_t supplement_length) (Py_buffer view = { 0 }) {
	if ($input != Py_None && PyObject_GetBuffer($input, &view, PyBUF_SIMPLE) < 0) SWIG_fail;
	$1 = view.buf;
	$2 = (size_t)view.len;
}
%typemap(freearg) (const void *data, size_t length), (const void *supplement, size_t supplement_length) {
	if (view$argnum.obj) PyBuffer_Release(&view$argnum);
}

%typemap(in) const char *name {
	$1 = (char *)plain_text($input);
	if (!$1) SWIG_fail;
}
%typemap(in) const char *format, const char *profile, const char *target {
	$1 = $input == Py_None ? NULL : (char *)plain_text($input);
	if (!$1 && $input != Py_None) SWIG_fail;
}
%typemap(freearg) const char *name, const char *format, const char *profile, const char *target ""

%typemap(in) edb_document *, const edb_document * {
	$1 = document_of($input, $descriptor(edb_document *));
	if (!$1) SWIG_fail;
}
/* While a call goes on without the GIL another thread may close the document: the call uses it, too. */
%typemap(in) const edb_document *working {
	$1 = document_of($input, $descriptor(edb_document *));
	if (!$1) SWIG_fail;
	edb_retain($1);
}
%typemap(freearg) const edb_document *working {
	edb_close((edb_document *)$1);
}

%typemap(out) edb_text {
	$result = $1.data ? PyUnicode_DecodeUTF8($1.data, (Py_ssize_t)$1.length, NULL) : Py_NewRef(Py_None);
}
%typemap(out) edb_view {
	$result = $1.data ? PyBytes_FromStringAndSize($1.data, (Py_ssize_t)$1.length) : Py_NewRef(Py_None);
}
%typemap(out) edu_buffer {
	$result = PyBytes_FromStringAndSize($1.data, (Py_ssize_t)$1.length);
	edu_buffer_free(&$1);
}
/* What was decrypted is not left behind. */
%typemap(out) edu_buffer edb_decrypt {
	$result = PyBytes_FromStringAndSize($1.data, (Py_ssize_t)$1.length);
	edu_buffer_wipe(&$1);
}
%typemap(out) edu_buffer edb_node_path {
	$result = PyUnicode_DecodeUTF8($1.data ? $1.data : "", (Py_ssize_t)$1.length, "replace");
	edu_buffer_free(&$1);
}

#endif

#ifdef SWIGJAVA

%pragma(java) jniclassclassmodifiers="final class"
%pragma(java) jniclasscode=%{
	static {
		NativeLoader.load();
	}
%}

%{
/* Found once, when the library is loaded: afterwards the caller's class loader may be another one. */
static struct { jclass type; jmethodID make; } java_errors;

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved)
{
	JNIEnv *env = NULL;
	if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) != JNI_OK) return JNI_ERR;
	jclass type = (*env)->FindClass(env, "org/libedu/Errors");
	if (!type) return JNI_ERR;
	java_errors.type = (*env)->NewGlobalRef(env, type);
	(*env)->DeleteLocalRef(env, type);
	if (!java_errors.type) return JNI_ERR;
	java_errors.make = (*env)->GetStaticMethodID(env, java_errors.type, "of",
	                                             "(I[B[B[BIIJ)Lorg/libedu/EduException;");
	return java_errors.make ? JNI_VERSION_1_8 : JNI_ERR;
}

JNIEXPORT void JNICALL JNI_OnUnload(JavaVM *vm, void *reserved)
{
	JNIEnv *env = NULL;
	if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) == JNI_OK)
		(*env)->DeleteGlobalRef(env, java_errors.type);
}

/* NULL, with an exception pending, when there is no room for them. */
static jbyteArray java_bytes(JNIEnv *env, const char *data, size_t length)
{
	if (length > INT32_MAX) {
		SWIG_JavaThrowException(env, SWIG_JavaOutOfMemoryError, "more than 2 GiB don't fit an array");
		return NULL;
	}
	jbyteArray bytes = (*env)->NewByteArray(env, (jsize)length);
	if (bytes && length) (*env)->SetByteArrayRegion(env, bytes, 0, (jsize)length, (const jbyte *)data);
	return bytes;
}

static void throw_error(JNIEnv *env, const edu_error *err)
{
	if ((*env)->ExceptionCheck(env)) return;
	jbyteArray message = java_bytes(env, err->message, strlen(err->message));
	jbyteArray path = message ? java_bytes(env, err->path, strlen(err->path)) : NULL;
	jbyteArray rule = path ? java_bytes(env, err->rule, strlen(err->rule)) : NULL;
	if (!rule) return;
	jobject error = (*env)->CallStaticObjectMethod(env, java_errors.type, java_errors.make, (jint)err->code,
	                                               message, path, rule, (jint)err->line, (jint)err->column,
	                                               (jlong)err->offset);
	if (!(*env)->ExceptionCheck(env) && error) (*env)->Throw(env, (jthrowable)error);
}

/* The bytes with a NUL behind them in room, or in memory that free_plain() frees; NULL with an exception. */
static char *plain_text(JNIEnv *env, jbyteArray input, char *room, size_t size)
{
	const jsize length = (*env)->GetArrayLength(env, input);
	char *text = (size_t)length < size ? room : malloc((size_t)length + 1);
	if (!text) {
		SWIG_JavaThrowException(env, SWIG_JavaOutOfMemoryError, "out of memory");
		return NULL;
	}
	(*env)->GetByteArrayRegion(env, input, 0, length, (jbyte *)text);
	text[length] = '\0';
	if (strlen(text) == (size_t)length) return text;
	if (text != room) free(text);
	SWIG_JavaThrowException(env, SWIG_JavaIllegalArgumentException, "embedded null character");
	return NULL;
}
%}

/* Not returning here: what follows frees the arguments. */
%typemap(argout) edu_error *err {
	if ($1->code < 0) throw_error(jenv, $1);
}

/* Numbers of nodes stay below 2^31. */
%typemap(jni) uint32_t "jint"
%typemap(jtype) uint32_t "int"
%typemap(jstype) uint32_t "int"
%typemap(in) uint32_t { $1 = (uint32_t)$input; }
%typemap(out) uint32_t { $result = (jint)$1; }
%typemap(jni) uint64_t "jlong"
%typemap(jtype) uint64_t "long"
%typemap(jstype) uint64_t "long"
%typemap(out) uint64_t { $result = (jlong)$1; }

%define BYTES_IN(type)
%typemap(jni) type "jbyteArray"
%typemap(jtype) type "byte[]"
%typemap(jstype) type "byte[]"
%typemap(javain) type "$javainput"
%enddef
BYTES_IN((const void *data, size_t length))
BYTES_IN((const void *supplement, size_t supplement_length))
BYTES_IN(const char *name)
BYTES_IN(const char *format)
BYTES_IN(const char *profile)
BYTES_IN(const char *target)

/* Texts stand before bytes in edb.h, so that a text that is refused leaves no array behind. */
%typemap(in) (const void *data, size_t length) {
	if (!$input) {
		SWIG_JavaThrowException(jenv, SWIG_JavaNullPointerException, "data");
		return $null;
	}
	$2 = (size_t)(*jenv)->GetArrayLength(jenv, $input);
	$1 = (*jenv)->GetByteArrayElements(jenv, $input, NULL);
	if (!$1) return $null;
}
%typemap(freearg) (const void *data, size_t length) {
	(*jenv)->ReleaseByteArrayElements(jenv, $input, (jbyte *)$1, JNI_ABORT);
}
%typemap(in) (const void *supplement, size_t supplement_length) {
	$1 = NULL;
	$2 = 0;
	if ($input) {
		$2 = (size_t)(*jenv)->GetArrayLength(jenv, $input);
		$1 = (*jenv)->GetByteArrayElements(jenv, $input, NULL);
		if (!$1) return $null;
	}
}
%typemap(freearg) (const void *supplement, size_t supplement_length) {
	if ($1) (*jenv)->ReleaseByteArrayElements(jenv, $input, (jbyte *)$1, JNI_ABORT);
}

%typemap(in) const char *name (char room[128]), const char *format (char room[128]),
             const char *profile (char room[128]), const char *target (char room[128]) {
	$1 = NULL;
	if ($input) {
		$1 = plain_text(jenv, $input, room, sizeof room);
		if (!$1) return $null;
	}
}
%typemap(freearg) const char *name, const char *format, const char *profile, const char *target {
	if ($1 != room$argnum) free($1);
}

%typemap(in) edb_document *, const edb_document * {
	$1 = *(edb_document **)&$input;
	if (!$1) {
		SWIG_JavaThrowException(jenv, SWIG_JavaIllegalStateException, "document is closed");
		return $null;
	}
}

%define BYTES_OUT(type)
%typemap(jni) type "jbyteArray"
%typemap(jtype) type "byte[]"
%typemap(jstype) type "byte[]"
%typemap(javaout) type { return $jnicall; }
%enddef
BYTES_OUT(edb_text)
BYTES_OUT(edb_view)
BYTES_OUT(edu_buffer)

%typemap(out) edb_text, edb_view {
	$result = $1.data ? java_bytes(jenv, $1.data, $1.length) : NULL;
}
%typemap(out) edu_buffer {
	$result = java_bytes(jenv, $1.data, $1.length);
	edu_buffer_free(&$1);
}

/* What was decrypted is not left behind. */
%typemap(out) edu_buffer edb_decrypt {
	$result = java_bytes(jenv, $1.data, $1.length);
	edu_buffer_wipe(&$1);
}

/* The same as edb_open() for memory outside the heap; the caller slices it. */
%typemap(jni) (const void *memory, size_t capacity) "jobject"
%typemap(jtype) (const void *memory, size_t capacity) "java.nio.ByteBuffer"
%typemap(jstype) (const void *memory, size_t capacity) "java.nio.ByteBuffer"
%typemap(javain) (const void *memory, size_t capacity) "$javainput"
%typemap(in) (const void *memory, size_t capacity) {
	$1 = (*jenv)->GetDirectBufferAddress(jenv, $input);
	$2 = (size_t)(*jenv)->GetDirectBufferCapacity(jenv, $input);
	if (!$1) {
		SWIG_JavaThrowException(jenv, SWIG_JavaIllegalArgumentException, "not a direct buffer");
		return $null;
	}
}
%inline %{
edb_document *edb_open_direct(const char *format, const void *memory, size_t capacity, int lenient,
                              int keep_original, edu_error *err)
{
	return edb_open(format, memory, capacity, lenient, keep_original, err);
}
%}

#endif

/* The arguments of edb_emrex.h and edb_privacy.h cross like those of edb.h. */
%apply const char *format { const char *session, const char *family, const char *given, const char *birth, const char *url,
                            const char *hosts, const char *more, const char *note, const char *action,
                            const char *certificate, const char *at, const char *recipient };
%apply (const void *supplement, size_t supplement_length) { (const void *xml, size_t xml_length), (const void *key, size_t key_length),
                                                             (const void *password, size_t password_length) };

/* Those of edb_trust.h as well. */
%apply const char *format { const char *suite, const char *algorithm, const char *key_name, const char *domain,
                            const char *challenge, const char *policy, const char *vct, const char *hidden,
                            const char *holder, const char *shown, const char *audience, const char *nonce,
                            const char *type, const char *password };
%apply (const void *supplement, size_t supplement_length) { (const void *anchors, size_t anchors_length),
                                                            (const void *resources, size_t resources_length),
                                                            (const void *keys, size_t keys_length) };

/* What the typemaps take care of. */
%ignore edb_retain;
%ignore edb_text;
%ignore edb_view;
%include "edb.h"
%include "edb_emrex.h"
%include "edb_privacy.h"
%include "edb_trust.h"

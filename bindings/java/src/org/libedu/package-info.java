/**
 * Learning records: read, walk, check and convert ELM credentials, EMREX transcripts and their kin.
 *
 * <p>Start with {@link org.libedu.Document#read(byte[])}. The classes can't be relocated: the native library finds
 * them by name.
 */
package org.libedu;

/*
 * trust/complete.h – a credential completed for its seal.
 */
#ifndef EDU_TRUST_COMPLETE_H
#define EDU_TRUST_COMPLETE_H

#include <edu/trust.h>
#include "crypto/certificate.h"
#include "trust/strict.h"

/*
 * Fill in issuer.eIDASIdentifier from the certificate and issued and issuanceDate with a time, in the tree, and write it.
 * 0, EDU_ENOMEM, EDU_ELIMIT, EDU_EINVALID (rule sign/issuer), EDU_EKEY (rule sign/organisation).
 */
int edu_complete_credential(edu_buffer *out, edu_tree *t, const edu_certificate *leaf, edu_time time,
                            edu_error *err);

#endif

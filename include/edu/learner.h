/*
 * edu/learner.h – the learner: a person, identifiers, places, ways to make contact.
 *
 * Generated from formats/core/core.toml by generate/interface.py; do not edit.
 *
 * A handle is a plain value, cheap to copy: a place in a document. It needs no freeing, and is good as long
 * as its document is neither freed nor changed by others than the functions here. A handle of nothing is
 * allowed everywhere: its texts are NULL, its counts 0, its nodes handles of nothing again. Texts are
 * NUL-terminated UTF-8 and borrowed from the document; those that are set or added are copied.
 *
 * The functions that set, add or link return 0, or a negative status and fill *err (NULL allowed):
 * EDU_ENOMEM, EDU_ELIMIT, EDU_EARG (a handle of nothing, or one of another document), EDU_EINVALID (not the
 * form or code that is told, not UTF-8), EDU_ESTATE (the property has its only value already).
 *
 * Threads: a document belongs to one thread at a time, or to many when nobody changes it.
 */
#ifndef EDU_LEARNER_H
#define EDU_LEARNER_H

#include <edu/handles.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Person: A natural person; the learner.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_person_is_null(edu_person person);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_person edu_person_next(edu_person person);

/**
 * Identifiers of the person, each with its scheme.
 * edu_identifier; 0..*. From ELM Person.identifier; ELMO learner/identifier.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_person_identifier_first(edu_person person);
/** How many there are. */
EDU_API size_t edu_person_identifier_count(edu_person person);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_person_add_identifier(edu_identifier *out, edu_person person, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_person_link_identifier(edu_person person, edu_identifier target, edu_error *err);

/**
 * The national identifier, with its country.
 * edu_identifier; 0..1. From ELM Person.nationalID.
 * A handle of nothing where it is absent.
 */
EDU_API edu_identifier edu_person_national_id(edu_person person);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_person_add_national_id(edu_identifier *out, edu_person person, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_person_link_national_id(edu_person person, edu_identifier target,
                                                     edu_error *err);

/**
 * Given names.
 * Any text, for each language; 0..*. From ELM Person.givenName; ELMO learner/givenNames.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_person_given_name(edu_person person, const char *language);
/** How many texts there are. */
EDU_API size_t edu_person_given_name_count(edu_person person);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_person_given_name_at(edu_person person, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_person_given_name_language_at(edu_person person, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_person_add_given_name(edu_person person, const char *text, const char *language,
                                                   edu_error *err);

/**
 * Family name.
 * Any text, for each language; 0..*. From ELM Person.familyName; ELMO learner/familyName.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_person_family_name(edu_person person, const char *language);
/** How many texts there are. */
EDU_API size_t edu_person_family_name_count(edu_person person);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_person_family_name_at(edu_person person, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_person_family_name_language_at(edu_person person, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_person_add_family_name(edu_person person, const char *text, const char *language,
                                                    edu_error *err);

/**
 * The whole name in its usual order.
 * Any text, for each language; 0..*. From ELM Person.fullName; ELMO 2.0 learner/alternativeName.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_person_full_name(edu_person person, const char *language);
/** How many texts there are. */
EDU_API size_t edu_person_full_name_count(edu_person person);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_person_full_name_at(edu_person person, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_person_full_name_language_at(edu_person person, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_person_add_full_name(edu_person person, const char *text, const char *language,
                                                  edu_error *err);

/**
 * The name at birth.
 * Any text, for each language; 0..*. From ELM Person.birthName; ELMO learner/birthName.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_person_birth_name(edu_person person, const char *language);
/** How many texts there are. */
EDU_API size_t edu_person_birth_name_count(edu_person person);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_person_birth_name_at(edu_person person, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_person_birth_name_language_at(edu_person person, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_person_add_birth_name(edu_person person, const char *text, const char *language,
                                                   edu_error *err);

/**
 * The patronymic.
 * Any text, for each language; 0..*. From ELM Person.patronymicName.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_person_patronymic_name(edu_person person, const char *language);
/** How many texts there are. */
EDU_API size_t edu_person_patronymic_name_count(edu_person person);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_person_patronymic_name_at(edu_person person, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_person_patronymic_name_language_at(edu_person person, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_person_add_patronymic_name(edu_person person, const char *text,
                                                        const char *language, edu_error *err);

/**
 * The date of birth, without a time.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM Person.dateOfBirth; ELMO learner/bday.
 * NULL where it is absent.
 */
EDU_API const char *edu_person_birth_date(edu_person person);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_person_set_birth_date(edu_person person, const char *text, edu_error *err);

/**
 * The place of birth.
 * edu_location; 0..1. From ELM Person.placeOfBirth; ELMO learner/placeOfBirth.
 * A handle of nothing where it is absent.
 */
EDU_API edu_location edu_person_birth_place(edu_person person);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_person_add_birth_place(edu_location *out, edu_person person, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_person_link_birth_place(edu_person person, edu_location target, edu_error *err);

/**
 * Country of citizenship, ISO 3166-1 alpha-2.
 * Text in one line; 0..*. From ELM Person.citizenshipCountry; ELMO learner/citizenship.
 * How many there are.
 */
EDU_API size_t edu_person_citizenship_count(edu_person person);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_person_citizenship_at(edu_person person, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_person_add_citizenship(edu_person person, const char *text, edu_error *err);

/**
 * ISO/IEC 5218 code: 0, 1, 2 or 9.
 * Text in one line; 0..1. From ELM Person.gender; ELMO learner/gender.
 * NULL where it is absent.
 */
EDU_API const char *edu_person_gender(edu_person person);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_person_set_gender(edu_person person, const char *text, edu_error *err);

/**
 * Where the person lives.
 * edu_location; 0..1. From ELM Person.location; ELMO learner/currentAddress.
 * A handle of nothing where it is absent.
 */
EDU_API edu_location edu_person_location(edu_person person);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_person_add_location(edu_location *out, edu_person person, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_person_link_location(edu_person person, edu_location target, edu_error *err);

/**
 * How to reach the person.
 * edu_contact_point; 0..*. From ELM Person.contactPoint.
 * The first; edu_contact_point_next() leads to the others.
 */
EDU_API edu_contact_point edu_person_contact_first(edu_person person);
/** How many there are. */
EDU_API size_t edu_person_contact_count(edu_person person);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_person_add_contact(edu_contact_point *out, edu_person person, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_person_link_contact(edu_person person, edu_contact_point target, edu_error *err);

/*
 * Identifier: An identifier and the scheme that gives it meaning.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_identifier_is_null(edu_identifier identifier);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_identifier edu_identifier_next(edu_identifier identifier);

/**
 * The identifier.
 * Any text; 0..1. From ELM Identifier.notation; ELMO identifier.
 * NULL where it is absent.
 */
EDU_API const char *edu_identifier_value(edu_identifier identifier);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_identifier_set_value(edu_identifier identifier, const char *text,
                                                  edu_error *err);

/**
 * Name of its scheme, such as esi, schac, erasmus, local.
 * Any text; 0..1. From ELM Identifier.schemeName; ELMO identifier/@type.
 * NULL where it is absent.
 */
EDU_API const char *edu_identifier_scheme(edu_identifier identifier);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_identifier_set_scheme(edu_identifier identifier, const char *text,
                                                   edu_error *err);

/**
 * Identifier of the scheme.
 * An absolute IRI; 0..1. From ELM Identifier.schemeId.
 * NULL where it is absent.
 */
EDU_API const char *edu_identifier_scheme_id(edu_identifier identifier);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_identifier_set_scheme_id(edu_identifier identifier, const char *text,
                                                      edu_error *err);

/**
 * Who keeps the scheme.
 * Any text, for each language; 0..*. From ELM Identifier.schemeAgency.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_identifier_scheme_agency(edu_identifier identifier, const char *language);
/** How many texts there are. */
EDU_API size_t edu_identifier_scheme_agency_count(edu_identifier identifier);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_identifier_scheme_agency_at(edu_identifier identifier, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_identifier_scheme_agency_language_at(edu_identifier identifier, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_identifier_add_scheme_agency(edu_identifier identifier, const char *text,
                                                          const char *language, edu_error *err);

/**
 * Country it holds in, ISO 3166-1 alpha-2; for legal identifiers.
 * Text in one line; 0..1. From ELM LegalIdentifier.spatial.
 * NULL where it is absent.
 */
EDU_API const char *edu_identifier_country(edu_identifier identifier);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_identifier_set_country(edu_identifier identifier, const char *text,
                                                    edu_error *err);

/**
 * When it was given.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM Identifier.dateIssued.
 * NULL where it is absent.
 */
EDU_API const char *edu_identifier_issued(edu_identifier identifier);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_identifier_set_issued(edu_identifier identifier, const char *text,
                                                   edu_error *err);

/*
 * Location: A place.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_location_is_null(edu_location location);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_location edu_location_next(edu_location location);

/**
 * Its name.
 * Any text, for each language; 0..*. From ELM Location.geographicName; ELMO learner/placeOfBirth.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_location_name(edu_location location, const char *language);
/** How many texts there are. */
EDU_API size_t edu_location_name_count(edu_location location);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_location_name_at(edu_location location, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_location_name_language_at(edu_location location, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_location_add_name(edu_location location, const char *text, const char *language,
                                               edu_error *err);

/**
 * Its address.
 * edu_address; 0..*. From ELM Location.address; ELMO learner/currentAddress.
 * The first; edu_address_next() leads to the others.
 */
EDU_API edu_address edu_location_address_first(edu_location location);
/** How many there are. */
EDU_API size_t edu_location_address_count(edu_location location);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_location_add_address(edu_address *out, edu_location location, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_location_link_address(edu_location location, edu_address target, edu_error *err);

/**
 * A text about it.
 * Any text, for each language; 0..*. From ELM Location.description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_location_description(edu_location location, const char *language);
/** How many texts there are. */
EDU_API size_t edu_location_description_count(edu_location location);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_location_description_at(edu_location location, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_location_description_language_at(edu_location location, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_location_add_description(edu_location location, const char *text,
                                                      const char *language, edu_error *err);

/*
 * Address: A postal address, in parts or as one text.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_address_is_null(edu_address address);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_address edu_address_next(edu_address address);

/**
 * Lines that name the recipient.
 * Any text; 0..*. From ELMO FlexibleAddress/recipientName.
 * How many there are.
 */
EDU_API size_t edu_address_recipient_name_count(edu_address address);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_address_recipient_name_at(edu_address address, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_address_add_recipient_name(edu_address address, const char *text,
                                                        edu_error *err);

/**
 * Free lines, at most four.
 * Any text; 0..*. From ELMO FlexibleAddress/addressLine.
 * How many there are.
 */
EDU_API size_t edu_address_address_line_count(edu_address address);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_address_address_line_at(edu_address address, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_address_add_address_line(edu_address address, const char *text, edu_error *err);

/**
 * House number.
 * Any text; 0..1. From ELMO FlexibleAddress/buildingNumber.
 * NULL where it is absent.
 */
EDU_API const char *edu_address_building_number(edu_address address);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_address_set_building_number(edu_address address, const char *text,
                                                         edu_error *err);

/**
 * Name of the building.
 * Any text; 0..1. From ELMO FlexibleAddress/buildingName.
 * NULL where it is absent.
 */
EDU_API const char *edu_address_building_name(edu_address address);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_address_set_building_name(edu_address address, const char *text, edu_error *err);

/**
 * Street.
 * Any text; 0..1. From ELMO FlexibleAddress/streetName.
 * NULL where it is absent.
 */
EDU_API const char *edu_address_street_name(edu_address address);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_address_set_street_name(edu_address address, const char *text, edu_error *err);

/**
 * Flat or unit.
 * Any text; 0..1. From ELMO FlexibleAddress/unit.
 * NULL where it is absent.
 */
EDU_API const char *edu_address_unit(edu_address address);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_address_set_unit(edu_address address, const char *text, edu_error *err);

/**
 * Floor.
 * Any text; 0..1. From ELMO FlexibleAddress/floor.
 * NULL where it is absent.
 */
EDU_API const char *edu_address_floor(edu_address address);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_address_set_floor(edu_address address, const char *text, edu_error *err);

/**
 * Post office box.
 * Any text; 0..1. From ELMO FlexibleAddress/postOfficeBox.
 * NULL where it is absent.
 */
EDU_API const char *edu_address_post_office_box(edu_address address);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_address_set_post_office_box(edu_address address, const char *text,
                                                         edu_error *err);

/**
 * Delivery point.
 * Any text; 0..*. From ELMO FlexibleAddress/deliveryPointCode.
 * How many there are.
 */
EDU_API size_t edu_address_delivery_point_code_count(edu_address address);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_address_delivery_point_code_at(edu_address address, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_address_add_delivery_point_code(edu_address address, const char *text,
                                                             edu_error *err);

/**
 * Postal code.
 * Any text; 0..1. From ELMO FlexibleAddress/postalCode.
 * NULL where it is absent.
 */
EDU_API const char *edu_address_postal_code(edu_address address);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_address_set_postal_code(edu_address address, const char *text, edu_error *err);

/**
 * City, town or village.
 * Any text; 0..1. From ELMO FlexibleAddress/locality.
 * NULL where it is absent.
 */
EDU_API const char *edu_address_locality(edu_address address);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_address_set_locality(edu_address address, const char *text, edu_error *err);

/**
 * Region.
 * Any text; 0..1. From ELMO FlexibleAddress/region.
 * NULL where it is absent.
 */
EDU_API const char *edu_address_region(edu_address address);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_address_set_region(edu_address address, const char *text, edu_error *err);

/**
 * ISO 3166-1 alpha-2.
 * Text in one line; 0..1. From ELM Address.countryCode; ELMO FlexibleAddress/country.
 * NULL where it is absent.
 */
EDU_API const char *edu_address_country(edu_address address);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_address_set_country(edu_address address, const char *text, edu_error *err);

/**
 * The whole address as one text.
 * Any text, for each language; 0..*. From ELM Address.fullAddress.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_address_full_address(edu_address address, const char *language);
/** How many texts there are. */
EDU_API size_t edu_address_full_address_count(edu_address address);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_address_full_address_at(edu_address address, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_address_full_address_language_at(edu_address address, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_address_add_full_address(edu_address address, const char *text,
                                                      const char *language, edu_error *err);

/*
 * ContactPoint: Ways to reach a person or an organisation.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_contact_point_is_null(edu_contact_point contact_point);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_contact_point edu_contact_point_next(edu_contact_point contact_point);

/**
 * Mail address as a mailto: IRI.
 * An absolute IRI; 0..*. From ELM ContactPoint.emailAddress.
 * How many there are.
 */
EDU_API size_t edu_contact_point_email_count(edu_contact_point contact_point);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_contact_point_email_at(edu_contact_point contact_point, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_contact_point_add_email(edu_contact_point contact_point, const char *text,
                                                     edu_error *err);

/**
 * Telephone number.
 * Any text; 0..*. From ELM Phone.phoneNumber.
 * How many there are.
 */
EDU_API size_t edu_contact_point_phone_count(edu_contact_point contact_point);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_contact_point_phone_at(edu_contact_point contact_point, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_contact_point_add_phone(edu_contact_point contact_point, const char *text,
                                                     edu_error *err);

#ifdef __cplusplus
}
#endif
#endif

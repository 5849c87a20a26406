package org.libedu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libedu.core.Achievement;
import org.libedu.core.Credential;
import org.libedu.core.Person;
import org.libedu.core.ResultCategory;
import org.libedu.core.Specification;

/** The typed objects of the core model. */
class CoreTest {
	private Document document;
	private Credential record;

	@BeforeEach
	void read() {
		document = Document.read(Documents.transcript());
		record = document.getRecord();
	}

	@AfterEach
	void close() {
		document.close();
	}

	@Test
	void learner() {
		Person learner = record.getLearner().get();
		assertEquals("Maja", learner.getGivenName().get().getValue());
		assertEquals("Lindqvist-Oravec", learner.getFamilyName().get().toString());
		assertEquals("2002-02-28", learner.getBirthDate().get());
		assertEquals("Tromsø", learner.getBirthPlace().get().getName().get().getValue());
		assertEquals("esi", learner.getIdentifiers().get(0).getScheme().get());
		assertFalse(learner.getNationalId().isPresent());
		assertTrue(learner.getContacts().isEmpty());
	}

	@Test
	void achievements() {
		Achievement bachelor = record.getAchievements().get(0);
		Specification programme = bachelor.getSpecification().get();
		assertEquals("Bachelor of Science in Marine Engineering", programme.getTitle("en").get().getValue());
		assertEquals("Bachelor i marin teknikk", programme.getTitle("NB").get().getValue());
		assertFalse(programme.getTitle("fr").isPresent());
		assertEquals(2, programme.getTitles().size());
		assertEquals("en", programme.getTitles().get(0).getLanguage().get());
		assertEquals("en", programme.getTitle().get().getLanguage().get());
		Achievement waves = bachelor.getParts().get(0).getParts().get(0);
		Achievement propulsion = bachelor.getParts().get(0).getParts().get(1);
		assertEquals("7.50", propulsion.getCredits().get(0).getValue().get());
		assertEquals("ects", propulsion.getCredits().get(0).getScheme().get());
		assertEquals("B", waves.getAssessments().get(0).getGrade().get().getValue());
		List<String> labels = waves.getAssessments().get(0).getResultDistribution().get().getCategories().stream()
				.map(ResultCategory::getLabel).map(l -> l.orElse("")).collect(Collectors.toList());
		assertEquals(List.of("A", "B", "C", "D", "E", "F"), labels);
	}

	@Test
	void linksLeadToOneNode() {
		Achievement bachelor = record.getAchievements().get(0);
		assertEquals(record.getAwards().get(0), bachelor.getAwardedBy().get());
		assertEquals(record.getAwards().get(0).hashCode(), bachelor.getAwardedBy().get().hashCode());
		assertEquals("Fjordheim University",
				bachelor.getAwardedBy().get().getBodies().get(0).getLegalName("en").get().getValue());
	}

	@Test
	void isMadeOnce() {
		assertEquals(record, document.getRecord());
		assertEquals("core", record.getNode().getDocument().getFormat());
		assertEquals("Credential", record.getNode().getClassName());
	}

	@Test
	void aRecordIsNoCatalogue() {
		assertThrows(IllegalStateException.class, document::getCatalogue);
	}
}

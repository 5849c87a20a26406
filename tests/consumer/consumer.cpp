// consumer.cpp – the same from C++11: the headers name C functions.
#include <edu.h>

#include <iostream>
#include <memory>

int main(int argc, char **argv)
{
	edu_error err = EDU_ERROR_INIT;
	edu_context *raw_context = nullptr;
	edu_document *raw_document = nullptr;

	if (edu_context_new(&raw_context, nullptr, &err) < 0) return 1;
	std::unique_ptr<edu_context, void (*)(edu_context *)> context(raw_context, edu_context_free);
	if (edu_document_read_file(&raw_document, context.get(), argc > 1 ? argv[1] : "transcript.xml", nullptr, &err) < 0) {
		std::cerr << edu_status_name(err.code) << ": " << err.message << "\n";
		return 1;
	}
	std::unique_ptr<edu_document, void (*)(edu_document *)> document(raw_document, edu_document_free);
	std::cout << edu_version() << ": " << edu_document_format(document.get()) << " "
	          << edu_document_version(document.get()) << "\n";
	return 0;
}

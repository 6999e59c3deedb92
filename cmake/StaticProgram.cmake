# rockpool_static: the program for an empty container image, which needs no file of a system; docs/decisions/0006-static-in-the-image.md.
# It is linked of the same objects as rockpool, so that it costs seconds where that one is built, but of the libraries' archives, which
# the targets that CMake found do not name.
get_property(libraries GLOBAL PROPERTY ROCKPOOL_LIBRARIES)
list(TRANSFORM libraries REPLACE "(.+)" "$<TARGET_FILE:\\1>" OUTPUT_VARIABLE archives)

# Objects and not archives: they have to be seen before the libraries whose members they take the place of.
add_library(stand_ins_of_libraries OBJECT EXCLUDE_FROM_ALL cmake/openssl_without_rare_ciphers.c cmake/sqlite_without_searches.c
            cmake/xml_without_icu_and_schemas.c cmake/xmlsec_without_xslt.c)
target_include_directories(stand_ins_of_libraries SYSTEM PRIVATE ${XMLSEC_INCLUDE_DIRS})
target_compile_options(stand_ins_of_libraries PRIVATE ${XMLSEC_CFLAGS_OTHER})
add_executable(rockpool_static EXCLUDE_FROM_ALL $<TARGET_OBJECTS:rockpool> $<TARGET_OBJECTS:stand_ins_of_libraries>
               $<TARGET_OBJECTS:curl_with_smtp_alone>)
set_target_properties(rockpool_static PROPERTIES LINKER_LANGUAGE CXX RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
# A program that lies anywhere has a megabyte of addresses to mend at its start, of OpenSSL's tables above all: packed they are a thirtieth.
# What nobody reaches is left out, half a megabyte of the C and C++ libraries, which come in sections of one function each.
target_link_options(rockpool_static PRIVATE -static-pie -s -Wl,-z,pack-relative-relocs -Wl,--gc-sections)
target_link_libraries(rockpool_static PRIVATE
  -Wl,--start-group ${archives} -Wl,--end-group ${CURL_ARCHIVE} ssl xmlsec1-openssl xmlsec1 crypto crypt argon2 sqlite3 re2 ctemplate qrcodegencpp xml2
  lzma z)

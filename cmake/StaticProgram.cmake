# rockpool_static: the program for an empty container image, which needs no file of a system; docs/decisions/0006-static-in-the-image.md.
# It is linked of the same objects as rockpool, so that it costs seconds where that one is built, but of the libraries' archives, which
# the targets that CMake found do not name.
get_property(libraries GLOBAL PROPERTY ROCKPOOL_LIBRARIES)
list(TRANSFORM libraries REPLACE "(.+)" "$<TARGET_FILE:\\1>" OUTPUT_VARIABLE archives)

add_library(icu_without_data STATIC EXCLUDE_FROM_ALL cmake/icu_without_data.c)
add_library(xmlsec_without_xslt STATIC EXCLUDE_FROM_ALL cmake/xmlsec_without_xslt.c)
target_include_directories(xmlsec_without_xslt SYSTEM PRIVATE ${XMLSEC_INCLUDE_DIRS})
target_compile_options(xmlsec_without_xslt PRIVATE ${XMLSEC_CFLAGS_OTHER})
add_executable(rockpool_static EXCLUDE_FROM_ALL $<TARGET_OBJECTS:rockpool>)
set_target_properties(rockpool_static PROPERTIES LINKER_LANGUAGE CXX RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
# A program that lies anywhere has a megabyte of addresses to mend at its start, of OpenSSL's tables above all: packed they are a thirtieth.
target_link_options(rockpool_static PRIVATE -static-pie -s -Wl,-z,pack-relative-relocs)
target_link_libraries(rockpool_static PRIVATE
  -Wl,--start-group ${archives} -Wl,--end-group ssl xmlsec1-openssl xmlsec1 xmlsec_without_xslt crypto sqlite3
  re2 ctemplate qrcodegencpp xml2 icuuc icu_without_data lzma z)

# Templates and style sheets of pages, which lie with their owners in folders `templates`, compiled into the binary.
set(PAGES_SOURCE ${CMAKE_BINARY_DIR}/generated/server/pages/embedded_files.cpp)
file(GLOB_RECURSE page_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/server/oauth/pages/templates/*
     ${CMAKE_SOURCE_DIR}/server/federation/stand_ins/templates/* ${CMAKE_SOURCE_DIR}/server/workbench/templates/*)
list(SORT page_files)
add_custom_command(
  OUTPUT ${PAGES_SOURCE}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/generated/server/pages
  COMMAND Python3::Interpreter -B ${CMAKE_SOURCE_DIR}/server/pages/embed_files.py ${PAGES_SOURCE} ${page_files}
  DEPENDS ${page_files} ${CMAKE_SOURCE_DIR}/server/pages/embed_files.py ${CMAKE_SOURCE_DIR}/cmake/cpp_literal.py
  COMMENT "Embedding the pages")

# The numbered SQL files, compiled into the binary.
set(migrations_folder ${CMAKE_SOURCE_DIR}/storage/sqlite/migrations)
set(MIGRATIONS_SOURCE ${CMAKE_BINARY_DIR}/generated/storage/sqlite/migrations.cpp)
file(GLOB migrations CONFIGURE_DEPENDS ${migrations_folder}/*.sql)
list(SORT migrations)
add_custom_command(
  OUTPUT ${MIGRATIONS_SOURCE}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/generated/storage/sqlite
  COMMAND Python3::Interpreter -B ${CMAKE_SOURCE_DIR}/storage/sqlite/embed_migrations.py ${MIGRATIONS_SOURCE} ${migrations}
  DEPENDS ${migrations} ${CMAKE_SOURCE_DIR}/storage/sqlite/embed_migrations.py ${CMAKE_SOURCE_DIR}/cmake/cpp_literal.py
  COMMENT "Embedding the migrations")

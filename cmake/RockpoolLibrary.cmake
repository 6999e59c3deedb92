# rockpool_library(NAME FOLDER [FAMILIES] [SOURCES ...] [DEPENDS ...]): one static library of the .cpp files of a folder, with FAMILIES of
# the folders in it too, linked with just what it may use, so that the link graph is the picture of who may include whom. The global
# property ROCKPOOL_LIBRARIES lists them all.
function(rockpool_library name folder)
  cmake_parse_arguments(PARSE_ARGV 2 arg "FAMILIES" "" "SOURCES;DEPENDS")
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cpp)
  if(arg_FAMILIES)
    file(GLOB of_families CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*/*.cpp)
    list(APPEND sources ${of_families})
  endif()
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(rockpool_${name} STATIC ${sources} ${arg_SOURCES})
  target_include_directories(rockpool_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  # A handler whose parameters are not those of its generated declaration is an error where it stands, and not where it is linked.
  target_compile_options(rockpool_${name} PRIVATE ${ROCKPOOL_WARNINGS} $<IF:$<CXX_COMPILER_ID:GNU>,-Wmissing-declarations,-Wmissing-prototypes>)
  target_link_libraries(rockpool_${name} PUBLIC ${arg_DEPENDS})
  if(ROCKPOOL_PRECOMPILED_BY)
    target_precompile_headers(rockpool_${name} REUSE_FROM ${ROCKPOOL_PRECOMPILED_BY})
  endif()
  set_property(GLOBAL APPEND PROPERTY ROCKPOOL_LIBRARIES rockpool_${name})
endfunction()

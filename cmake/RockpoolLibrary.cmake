# rockpool_library(NAME FOLDER [SOURCES ...] [DEPENDS ...]): one static library of the .cpp files of a folder, linked with just what it may
# use, so that the link graph is the picture of who may include whom. The global property ROCKPOOL_LIBRARIES lists them all.
function(rockpool_library name folder)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "SOURCES;DEPENDS")
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(rockpool_${name} STATIC ${sources} ${arg_SOURCES})
  target_include_directories(rockpool_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_compile_options(rockpool_${name} PRIVATE ${ROCKPOOL_WARNINGS})
  target_link_libraries(rockpool_${name} PUBLIC ${arg_DEPENDS})
  set_property(GLOBAL APPEND PROPERTY ROCKPOOL_LIBRARIES rockpool_${name})
endfunction()

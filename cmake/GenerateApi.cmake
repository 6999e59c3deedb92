# The generated part of the contract: C++ made from the service model and operations.def.
set(api_folder ${CMAKE_SOURCE_DIR}/server/api)
set(generated_root ${CMAKE_BINARY_DIR}/generated)
set(generated_api ${generated_root}/server/api)
file(GLOB generator CONFIGURE_DEPENDS ${api_folder}/generate.py ${api_folder}/generator/*.py)
file(GLOB model CONFIGURE_DEPENDS ${api_folder}/model/*.json)
set(GENERATED_API_SOURCES ${generated_api}/operations.cpp)
foreach(part RANGE 3)
  list(APPEND GENERATED_API_SOURCES ${generated_api}/codecs_${part}.cpp)
endforeach()
set(generated_headers ${generated_api}/types.h ${generated_api}/codecs.h ${generated_api}/errors.h ${generated_api}/handlers.h)

add_custom_command(
  OUTPUT ${generated_api}/stamp
  BYPRODUCTS ${GENERATED_API_SOURCES} ${generated_headers}
  COMMAND Python3::Interpreter -B ${api_folder}/generate.py --out ${generated_api}
  COMMAND ${CMAKE_COMMAND} -E touch ${generated_api}/stamp
  DEPENDS ${generator} ${model} ${api_folder}/overrides.json ${api_folder}/operations.def
  COMMENT "Generating the API from the service model")
add_custom_target(generate_api DEPENDS ${generated_api}/stamp)

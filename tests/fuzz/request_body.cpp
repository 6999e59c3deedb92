// Any bytes as the body of any operation: parsed, checked, decoded and encoded, or refused with an answer that is sound itself.
// The first byte chooses the operation, the rest is the body.
#include <array>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

#include "server/api/codecs.h"
#include "server/api/service_exception.h"
#include "server/protocol/answer.h"
#include "server/protocol/validator.h"
#include "tests/fuzz/expect.h"
#include "tests/support/body.h"

namespace rockpool::fuzz {
namespace {

struct Codec {
  std::string_view operation;
  std::string (*recode)(const api::JsonValue& request);
};

template <class Request>
std::string Recode(const api::JsonValue& json) {
  Request request{};
  Decode(json, request);
  return api::ToJson(request);
}

constexpr auto kCodecs = std::to_array<Codec>({
#define OPERATION(Name, ...) {#Name, &Recode<api::Name##Request>},
#include "server/api/operations.def"
#undef OPERATION
});

void CheckCodec(std::string_view operation, const api::JsonValue& request) {
  for (const Codec& codec : kCodecs) {
    if (codec.operation == operation) {
      const std::string text = codec.recode(request);
      Expect(codec.recode(support::BodyOf(text)) == text, "what was encoded is decoded to the same");
    }
  }
}

// A refusal quotes what was sent; it must not become a second header, or a body that no client can read.
void CheckRefusal(const api::Operation& operation, std::size_t sent) {
  const protocol::Answer answer = protocol::ErrorAnswer(std::current_exception(), &operation, "request-id");
  for (const auto& [name, value] : answer.response.headers) {
    Expect(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos, "a header is one line");
  }
  Expect(support::BodyOf(answer.response.body).HasMember("__type"), "a refusal is JSON with a type");
  constexpr std::size_t kOfItself = 256UL * 1024;
  constexpr std::size_t kMostQuotes = 128;
  Expect(answer.response.body.size() <= kOfItself + kMostQuotes * sent, "a refusal is not many times what was sent");
}

void CheckBody(const api::Operation& operation, std::string_view body) {
  try {
    const rapidjson::Document request = support::BodyOf(body);
    protocol::Validate(*operation.input, request);
    CheckCodec(operation.name, request);
  } catch (const api::ServiceException&) {
    CheckRefusal(operation, body.size());
  }
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0) {
    const auto operations = rockpool::api::Operations();
    rockpool::fuzz::CheckBody(operations[data[0] % operations.size()], {reinterpret_cast<const char*>(data) + 1, size - 1});
  }
  return 0;
}

#include "server/protocol/body.h"

#include <rapidjson/encodedstream.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "server/protocol/common_errors.h"

namespace rockpool::protocol {
namespace {

// The default parser is recursive and dies of two megabytes of `[`, and it lets invalid UTF-8 through.
constexpr unsigned kParseFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;

// Passes the parser's events on to the document, and stops the parser where they nest too deep.
class DepthLimit {
 public:
  explicit DepthLimit(rapidjson::Document& document) : document_(document) {}

  using Size = rapidjson::SizeType;
  bool Null() { return document_.Null(); }
  bool Bool(bool value) { return document_.Bool(value); }
  bool Int(int value) { return document_.Int(value); }
  bool Uint(unsigned value) { return document_.Uint(value); }
  bool Int64(std::int64_t value) { return document_.Int64(value); }
  bool Uint64(std::uint64_t value) { return document_.Uint64(value); }
  bool Double(double value) { return document_.Double(value); }
  bool RawNumber(const char* text, Size length, bool copy) { return document_.RawNumber(text, length, copy); }
  bool String(const char* text, Size length, bool copy) { return document_.String(text, length, copy); }
  bool StartObject() { return ++depth_ <= kMaxJsonDepth && document_.StartObject(); }
  bool Key(const char* text, Size length, bool copy) { return document_.Key(text, length, copy); }
  bool EndObject(Size members) { return --depth_, document_.EndObject(members); }
  bool StartArray() { return ++depth_ <= kMaxJsonDepth && document_.StartArray(); }
  bool EndArray(Size elements) { return --depth_, document_.EndArray(elements); }

 private:
  rapidjson::Document& document_;
  int depth_ = 0;
};

}  // namespace

rapidjson::Document ParseBody(std::string_view text) {
  rapidjson::Document document;
  if (text.empty()) {
    document.SetObject();
    return document;
  }
  bool parsed = false;
  auto parse = [&](rapidjson::Document& target) {
    rapidjson::MemoryStream bytes(text.data(), text.size());
    rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(bytes);
    rapidjson::Reader reader;
    DepthLimit handler(target);
    parsed = static_cast<bool>(reader.Parse<kParseFlags>(stream, handler));
    return parsed;
  };
  document.Populate(parse);
  if (!parsed) {
    throw SerializationException();
  }
  if (document.IsArray()) {
    throw SerializationException("Start of list found where not expected");
  }
  if (!document.IsObject()) {
    throw SerializationException();
  }
  return document;
}

}  // namespace rockpool::protocol

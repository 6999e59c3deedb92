// The ways from text to a JSON document: a stranger's, and our own.
#include <rapidjson/encodedstream.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>

#include "server/api/in_place_text.h"
#include "server/api/json.h"

namespace rockpool::api {
namespace {

// The default parser is recursive and dies of two megabytes of `[`, and it lets invalid UTF-8 through.
constexpr unsigned kParseFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
constexpr unsigned kInPlaceFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseInsituFlag;

// The parser checks the encoding of the bytes, but decodes the escape of half a surrogate pair (\udc1f) to what is no UTF-8.
bool HasHalfASurrogatePair(std::string_view text) {
  for (std::size_t at = text.find('\xed'); at != std::string_view::npos; at = text.find('\xed', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xa0) {
      return true;
    }
  }
  return false;
}

// A copy of a text, for the parser to unescape strings in. Elsewhere it would put them, character by character, onto a stack that may have
// to grow at each, which takes twice as long.
class Place {
 public:
  explicit Place(const std::string& text) : size_(text.size()) {
    if (text.size() < sizeof short_) {
      std::memcpy(short_, text.c_str(), text.size() + 1);
    } else {
      long_ = text;
    }
  }

  InPlaceText text() { return {long_.empty() ? short_ : long_.data(), size_}; }

 private:
  const std::size_t size_;
  char short_[4096];
  std::string long_;
};

// Passes the parser's events on to the document, which keeps strings of its own: those of the events last no longer than the parser.
class Builder {
 public:
  explicit Builder(rapidjson::Document& document) : document_(document) {}

  using Size = rapidjson::SizeType;
  bool Null() { return document_.Null(); }
  bool Bool(bool value) { return document_.Bool(value); }
  bool Int(int value) { return document_.Int(value); }
  bool Uint(unsigned value) { return document_.Uint(value); }
  bool Int64(std::int64_t value) { return document_.Int64(value); }
  bool Uint64(std::uint64_t value) { return document_.Uint64(value); }
  bool Double(double value) { return document_.Double(value); }
  bool RawNumber(const char* text, Size length, bool copy) { return document_.RawNumber(text, length, copy); }
  bool String(const char* text, Size length, bool /*copy*/) { return document_.String(text, length, true); }
  bool StartObject() { return document_.StartObject(); }
  bool Key(const char* text, Size length, bool /*copy*/) { return document_.Key(text, length, true); }
  bool EndObject(Size members) { return document_.EndObject(members); }
  bool StartArray() { return document_.StartArray(); }
  bool EndArray(Size elements) { return document_.EndArray(elements); }

 private:
  rapidjson::Document& document_;
};

// The same, but it stops the parser where events nest too deep or hold no text.
class Gate : public Builder {
 public:
  // `may_have_halves` is false for ASCII without escapes.
  Gate(rapidjson::Document& document, bool may_have_halves) : Builder(document), may_have_halves_(may_have_halves) {}

  bool String(const char* text, Size length, bool copy) { return IsText({text, length}) && Builder::String(text, length, copy); }
  bool StartObject() { return ++depth_ <= kMaxJsonDepth && Builder::StartObject(); }
  bool Key(const char* text, Size length, bool copy) { return IsText({text, length}) && Builder::Key(text, length, copy); }
  bool EndObject(Size members) { return --depth_, Builder::EndObject(members); }
  bool StartArray() { return ++depth_ <= kMaxJsonDepth && Builder::StartArray(); }
  bool EndArray(Size elements) { return --depth_, Builder::EndArray(elements); }

 private:
  bool IsText(std::string_view text) const { return !may_have_halves_ || !HasHalfASurrogatePair(text); }

  const bool may_have_halves_;
  int depth_ = 0;
};

bool IsAscii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::uint64_t bits = 0;
  for (std::uint64_t bytes = 0; text.size() >= sizeof(bytes); text.remove_prefix(sizeof(bytes))) {
    std::memcpy(&bytes, text.data(), sizeof(bytes));
    bits |= bytes;
  }
  for (const char byte : text) {
    bits |= static_cast<unsigned char>(byte);
  }
  return (bits & kHighBits) == 0;
}

template <unsigned kFlags, class Stream>
bool Parse(Stream& stream, std::size_t size, Gate& handler, std::size_t* error_byte) {
  rapidjson::Reader reader;
  // The parser takes a zero byte for the end of the text.
  const bool parsed = static_cast<bool>(reader.Parse<kFlags>(stream, handler)) && stream.Tell() >= size;
  if (!parsed && error_byte != nullptr) {
    *error_byte = reader.HasParseError() ? reader.GetErrorOffset() : stream.Tell();
  }
  return parsed;
}

}  // namespace

bool ParseJson(const std::string& text, rapidjson::Document& document, std::size_t* error_byte) {
  bool parsed = false;
  auto parse = [&](rapidjson::Document& target) {
    // Nearly all texts. The parser's own check of the encoding costs as much as the rest of its work, and these need none.
    if (IsAscii(text)) {
      Place place(text);
      InPlaceText stream = place.text();
      Gate gate(target, text.find('\\') != std::string::npos);
      parsed = Parse<kInPlaceFlags>(stream, text.size(), gate, error_byte);
    } else {
      rapidjson::MemoryStream bytes(text.data(), text.size());
      rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(bytes);
      Gate gate(target, true);
      parsed = Parse<kParseFlags>(stream, text.size(), gate, error_byte);
    }
    return parsed;
  };
  document.Populate(parse);
  return parsed;
}

void ParseStoredJson(const std::string& text, rapidjson::Document& document) {
  bool parsed = false;
  auto parse = [&](rapidjson::Document& target) {
    Place place(text);
    InPlaceText stream = place.text();
    Builder builder(target);
    parsed = static_cast<bool>(rapidjson::Reader().Parse<kInPlaceFlags>(stream, builder));
    return parsed;
  };
  document.Populate(parse);
  if (!parsed) {
    throw std::runtime_error("a stored document is not JSON");
  }
}

namespace {

// Watches the members of the outermost object go by and ends the reading behind the one that is looked for.
class MemberFinder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, MemberFinder> {
 public:
  MemberFinder(const rapidjson::MemoryStream& stream, std::string_view name) : stream_(stream), name_(name) {}

  std::string_view In(std::string_view text) const { return begin_ == 0 ? std::string_view() : text.substr(begin_, end_ - begin_); }

  // Any value that holds no others.
  bool Default() { return GoOn(); }
  bool Key(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    if (depth_ == 1 && std::string_view(text, length) == name_) {
      begin_ = stream_.Tell() + 1;  // behind the colon
    }
    return true;
  }
  bool StartObject() { return Descend(); }
  bool StartArray() { return Descend(); }
  bool EndObject(rapidjson::SizeType /*members*/) { return Ascend(); }
  bool EndArray(rapidjson::SizeType /*elements*/) { return Ascend(); }

 private:
  bool Descend() {
    ++depth_;
    return true;
  }
  bool Ascend() {
    --depth_;
    return GoOn();
  }
  bool GoOn() {
    end_ = stream_.Tell();
    return begin_ == 0 || depth_ > 1;
  }

  const rapidjson::MemoryStream& stream_;
  std::string_view name_;
  int depth_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

std::string_view StoredMember(std::string_view object, std::string_view name) {
  rapidjson::MemoryStream stream(object.data(), object.size());
  MemberFinder finder(stream, name);
  rapidjson::Reader().Parse(stream, finder);
  return finder.In(object);
}

}  // namespace rockpool::api

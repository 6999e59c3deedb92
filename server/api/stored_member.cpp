#include "server/api/stored_member.h"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <cstddef>

namespace rockpool::api {
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

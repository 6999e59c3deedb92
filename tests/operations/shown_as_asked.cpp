#include "tests/operations/shown_as_asked.h"

#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

class Comparison {
 public:
  explicit Comparison(const ShownOtherwise& exceptions) : exceptions_(exceptions) {}

  // `shown` is null where there is nothing.
  void Compare(const rapidjson::Value& asked, const rapidjson::Value* shown, const std::string& path) {
    const std::string path_with_value = path + "=" + TextOf(asked);
    if (exceptions_.contains(path) || exceptions_.contains(path_with_value)) {
      return;
    }
    if (asked.IsObject()) {
      CompareMembers(asked, shown, path);
    } else if (asked.IsArray() && shown != nullptr && shown->IsArray() && asked.Size() == shown->Size()) {
      for (rapidjson::SizeType i = 0; i < asked.Size(); ++i) {
        Compare(asked[i], &(*shown)[i], path);
      }
    } else if (shown == nullptr || asked != *shown) {
      differences_.insert(path_with_value + " is shown as " + (shown == nullptr ? "nothing" : TextOf(*shown)));
    }
  }

  const std::set<std::string>& differences() const { return differences_; }

 private:
  void CompareMembers(const rapidjson::Value& asked, const rapidjson::Value* shown, const std::string& path) {
    for (const auto& [name, value] : asked.GetObject()) {
      const bool is_shown = shown != nullptr && shown->IsObject() && shown->HasMember(name);
      Compare(value, is_shown ? &(*shown)[name] : nullptr, (path.empty() ? "" : path + ".") + name.GetString());
    }
  }

  const ShownOtherwise& exceptions_;
  std::set<std::string> differences_;
};

}  // namespace

std::set<std::string> NotShownAsAsked(const rapidjson::Value& asked, const rapidjson::Value& shown, const ShownOtherwise& exceptions) {
  Comparison comparison(exceptions);
  comparison.Compare(asked, &shown, "");
  return comparison.differences();
}

}  // namespace rockpool::support

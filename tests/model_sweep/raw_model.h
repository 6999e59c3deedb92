// The service model as its JSON says it, with overrides.json laid over it: the sweep's own reading, which shares nothing with the
// generated tables that it holds to account.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::model_sweep {

struct RawShape;

struct RawMember {
  std::string name;
  std::string path;  // as validation texts spell it
  const RawShape* shape = nullptr;
  bool required = false;
};

struct RawShape {
  std::string name;
  std::string type;  // the model's word; "document" for a free-form structure
  bool sensitive = false;
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
  std::string re2_pattern;   // what has to match
  std::string pattern_text;  // what the error shows; empty: none
  std::vector<std::string> enumeration;
  std::vector<RawMember> members;
  const RawShape* key = nullptr;
  const RawShape* element = nullptr;  // a list's member or a map's value

  bool IsNumber() const { return type == "integer" || type == "long"; }
  bool IsContainer() const { return type == "structure" || type == "list" || type == "map"; }
};

struct RawOperation {
  std::string name;
  const RawShape* input = nullptr;
  const RawShape* output = nullptr;
  std::vector<std::string> errors;
  bool is_signed = true;
};

class RawModel {
 public:
  // Read once. Throws std::runtime_error if the files are not there or not what they should be.
  static const RawModel& Get();

  const std::map<std::string, RawShape, std::less<>>& shapes() const { return shapes_; }
  const std::map<std::string, RawOperation, std::less<>>& operations() const { return operations_; }

 private:
  RawModel();

  std::map<std::string, RawShape, std::less<>> shapes_;
  std::map<std::string, RawOperation, std::less<>> operations_;
};

}  // namespace rockpool::model_sweep

// The settings of all storeys, each a struct of its own that the storey defines, and found here by its type: so World can carry them
// without knowing the storeys above it.
#pragma once

#include <memory>
#include <typeindex>
#include <unordered_map>
#include <utility>

namespace rockpool::world {

// Filled before the server runs; from then on any thread may read.
class Settings {
 public:
  template <class Module>
  void Put(Module settings) {
    by_type_[typeid(Module)] = std::make_shared<const Module>(std::move(settings));
  }

  // What was put last; the storey's defaults if nothing was.
  template <class Module>
  const Module& Of() const {
    static const Module defaults{};
    const auto found = by_type_.find(typeid(Module));
    return found == by_type_.end() ? defaults : *static_cast<const Module*>(found->second.get());
  }

 private:
  std::unordered_map<std::type_index, std::shared_ptr<const void>> by_type_;
};

}  // namespace rockpool::world

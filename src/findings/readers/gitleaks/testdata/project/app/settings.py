greeting = "äöü 😀"; service_api_key = "pT4wZ8nQ2vXk7LsB1mRf6YcJ9dGh3eUa"  # after é
DEBUG = False
other_token = "Qm3vT8yKx5Rz1NwPb7LcJ2fHs9DgE4uA"; greeting = "é"

greeting = "äöü 😀"; DATABASE = "postgres://service:Qm3vT8yKx5Rz1NwP@db.example.com:5432/orders"
DEBUG = False
PROXY = "https://robot:Zk4nW9cQx7Vt2LsP@proxy.example.com/path"

from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse
from flask import jsonify

app = FastAPI()


@app.get("/orders")
def orders():
    try:
        return load_orders()
    except Exception as error:
        raise HTTPException(status_code=500, detail=str(error))


@app.get("/stock")
async def stock():
    try:
        return await load_stock()
    except ValueError:
        return JSONResponse({"error": "bad number"}, status_code=400)
    except Exception as e:
        return JSONResponse(status_code=500, content={"error": f"Something went wrong: {e}"})


def report():
    try:
        return jsonify(load_report())
    except Exception as exc:
        return jsonify({"message": str(exc)}), 500


def summary():
    try:
        return load_summary()
    except Exception as exc:
        return {"message": str(exc)}, 500
